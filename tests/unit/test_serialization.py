"""Dataclasses to JSON and back."""

import datetime as dt
import json
from typing import Any

import pytest
from builders import make_issue

from gongbao.model import Appointment, Document, Facts, Issue, Line, Paragraph, SourceSpan, Validity
from gongbao.serialization import dumps, from_data, loads, to_data


def test_an_issue_reads_back() -> None:
    """Nothing of an issue is lost."""
    assert loads(Issue, dumps(make_issue())) == make_issue()


def test_fields_at_their_default_are_left_out() -> None:
    """Most fields of most lines are."""
    assert to_data(Line("字", 0, 1)) == {"text": "字", "page": 0, "number": 1}


def test_a_field_keeps_the_name_that_it_was_stored_by() -> None:
    """`spans` are stored as `runs`, as the first ledgers were written."""
    stored = to_data(Paragraph("字", spans=(SourceSpan(0, 1, 0, 0, 0),)))
    assert set(stored) == {"text", "runs"}


def test_a_kind_of_fact_that_this_program_does_not_know_is_passed_over() -> None:
    """A ledger that a later program wrote can be read."""
    assert from_data(Facts, {"omens": [{"bird": "eagle"}]}) == Facts()


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        (Line, {"text": 1, "page": 0, "number": 0}, "a number is no text"),
        (Line, {"text": "字", "page": "0", "number": 0}, "a text is no number"),
        (Line, {"text": "字", "page": True, "number": 0}, "a truth is no number"),
        (Line, {"text": "字", "page": 0}, "a field is missing"),
        (Validity, {"expires": "soon"}, "no date"),
        (Validity, {"expires": 20260531}, "a number is no date"),
        (Appointment, {"person": "甲", "action": "dance", "post": "局长"}, "no action"),
        (Document, [], "a list is no document"),
    ],
)
def test_what_is_read_is_validated(kind: type, data: Any, why: str) -> None:
    """What is of another type than its field says is an error, not a guess."""
    with pytest.raises(ValueError):
        loads(kind, json.dumps(data))


def test_dates_are_iso() -> None:
    """A day as people write it, a moment with its zone."""
    moment = dt.datetime(2021, 5, 1, tzinfo=dt.UTC)
    assert to_data([dt.date(2021, 5, 1), moment]) == ["2021-05-01", "2021-05-01T00:00:00+00:00"]
