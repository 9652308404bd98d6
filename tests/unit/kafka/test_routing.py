"""To which topic what goes."""

from typing import Any

import pytest
from builders import make_event

from connectors.kafka import topics
from connectors.kafka.cloudevents import event_record, state_record
from connectors.kafka.routing import find_rejection, keep_last_states, route
from gongbao.errors import LimitError, SettingsError
from gongbao.settings import Kafka


def test_of_several_states_of_one_thing_the_last_is_sent() -> None:
    """Within one transaction only; all events are sent."""
    events = [make_event(subject=s, version=n) for n, s in enumerate("abab")]
    records = [r for e in events for r in (event_record(e, "h"), state_record(e, "s"))]
    sent = list(keep_last_states(records, frozenset("s")))
    assert [r.key for r in sent if r.topic == "h"] == [b"a", b"b", b"a", b"b"]
    assert [r.key for r in sent if r.topic == "s"] == [b"a", b"b"]
    assert all(b'"version":2' in r.value or b'"version":3' in r.value for r in sent if r.topic == "s" and r.value)


def test_what_no_topic_takes_is_an_error() -> None:
    """An unknown type, and a record over the limit, each with a sentence."""
    routes = topics.load(Kafka())
    limits = dict.fromkeys(routes.names, 1000)
    with pytest.raises(SettingsError, match=r"gongbao\.weather"):
        route(make_event("gongbao.weather"), routes, limits)
    with pytest.raises(LimitError, match="takes 1,000"):
        route(make_event(title="长" * 1000), routes, limits)


@pytest.mark.parametrize(
    ("data", "is_dead_letter", "why"),
    [
        ({"code": "not-a-pdf", "issue": None}, True, "a file that is no issue"),
        ({"code": "page-rejected", "issue": "shili/2021/4", "page": 3}, True, "a page that can't be read"),
        ({"code": "gap", "issue": "shili/2021/4"}, False, "a finding is for people, no dead letter"),
    ],
)
def test_rejected_files_and_pages_are_dead_letters(data: dict[str, Any], is_dead_letter: bool, why: str) -> None:
    """What could not be read, and nothing else."""
    event = make_event("gongbao.finding.raised", message="m", **data)
    assert (find_rejection(event) is not None) == is_dead_letter, why
    assert find_rejection(make_event(**data)) is None
