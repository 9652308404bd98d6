"""Appointments to a CSV: `python examples/subscribe.py HOST:PORT appointments.csv`. Ctrl-C stops it; go on any time."""

import csv
import json
import sys
from pathlib import Path

from kafka import KafkaConsumer

servers, path = sys.argv[1], Path(sys.argv[2])
consumer = KafkaConsumer(
    "gongbao.appointments.v1",
    bootstrap_servers=servers,
    group_id="appointments-csv",
    isolation_level="read_committed",
    auto_offset_reset="earliest",
    enable_auto_commit=False,
)
with path.open("a", newline="", encoding="utf-8") as file:
    rows = csv.writer(file)
    for record in consumer:
        headers = {name: value.decode() for name, value in record.headers}
        data = json.loads(record.value)
        what = [headers["ce_id"], headers["ce_type"], data["cause"], data.get("date"), data["person"], data["action"]]
        rows.writerow([*what, data["post"]])
        file.flush()  # first the row, then the offset: a crash between the two repeats a row, with the same ce_id
        consumer.commit()
