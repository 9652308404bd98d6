"""Appointments to a CSV: `python examples/subscribe.py HOST:PORT appointments.csv`. Ctrl-C stops it; go on any time."""

import csv
import json
import sys
from pathlib import Path


def main(servers: str, path: Path) -> None:
    """A row an event, from where the group of readers ended last."""
    from kafka import KafkaConsumer

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
            rows.writerow(map(to_cell, make_row(headers, json.loads(record.value))))
            file.flush()  # first the row, then the offset: a crash between the two repeats a row, with the same ce_id
            consumer.commit()


def make_row(headers: dict[str, str], data: dict[str, str]) -> list[str | None]:
    """What is kept of an event."""
    what = [headers["ce_id"], headers["ce_type"], data["cause"], data.get("date"), data["person"], data["action"]]
    return [*what, data["post"]]


def to_cell(text: str | None) -> str:
    """A cell that a spreadsheet takes for text: what begins so is a formula to it, and may send data away.

    Names and posts come from a file, whoever made that. Anything that writes our facts to a CSV must do this.
    """
    text = text or ""
    return f"'{text}" if text.lstrip(" \u3000").startswith(tuple("=+-@\t\r\n＝＋－＠")) else text


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
