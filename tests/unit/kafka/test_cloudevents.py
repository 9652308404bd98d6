"""Events as records, and back."""

from dataclasses import replace
from typing import Any

import pytest
from builders import make_event
from hypothesis import given
from hypothesis import strategies as st

from connectors.kafka.cloudevents import event_record, read_event, state_record


def test_what_the_ledger_wrote_is_published_byte_for_byte() -> None:
    """It is not parsed and written anew, which could write it otherwise; a state without what changed is."""
    event = replace(make_event(title="关于公布的通知"), written=b'{"title": "as it was written"}')
    assert event_record(event, "t").value == b'{"title": "as it was written"}'
    assert state_record(event, "t", like=event_record(event, "t")).value == b'{"title": "as it was written"}'
    corrected = replace(make_event(title="b", changed=["title"]), written=b'{"title":"b","changed":["title"]}')
    assert b"changed" not in (state_record(corrected, "t", like=event_record(corrected, "t")).value or b"")


@given(st.text(max_size=200).filter(lambda s: max(s, default="a") < "\ud800"), st.text(max_size=50))
def test_an_event_comes_back_from_its_record(title: str, name: str) -> None:
    """Whatever characters it holds."""
    event = make_event(subject=f"shili/{name}", title=title)
    record = event_record(event, "t")
    assert read_event(record.headers, record.value) == event
    assert record.key == event.subject.encode()


@pytest.mark.parametrize(
    ("headers", "value", "why"),
    [
        ([], b"{}", "no headers"),
        ([("ce_specversion", b"0.3")], b"{}", "another version of CloudEvents"),
        ([("ce_specversion", b"1.0"), ("ce_id", b"\xff")], b"{}", "a header that is no text"),
        (event_record(make_event(), "t").headers, b"{", "data that breaks off"),
        ([h for h in event_record(make_event(), "t").headers if h[0] != "ce_time"], b"{}", "no time"),
    ],
)
def test_what_is_no_cloudevent_is_a_value_error(headers: Any, value: bytes, why: str) -> None:
    """Never another error, whatever a record holds."""
    with pytest.raises(ValueError):  # UnicodeDecodeError and JSONDecodeError are such
        read_event(headers, value)


def test_size_of_a_record_is_never_told_too_small() -> None:
    """What we count is no less than what Kafka's client counts."""
    from kafka.record.default_records import DefaultRecordBatchBuilder

    for length in (0, 1, 200, 70_000):
        record = event_record(make_event(title="长" * length), "t")
        counted = DefaultRecordBatchBuilder.estimate_size_in_bytes(record.key, record.value, record.headers)
        assert counted <= record.size
