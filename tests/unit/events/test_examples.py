"""Examples for subscribers: one of every type, and such as a real archive would give."""

import json

from gongbao.events.dead_letters import DeadLetter
from gongbao.events.examples import make_dead_letter, make_examples
from gongbao.events.types import PAYLOADS, from_wire


def test_there_is_an_example_of_every_type() -> None:
    """Each is read by the class of its type; positions rise, and no two have one id."""
    found = make_examples()
    assert set(found) == set(PAYLOADS)
    for kind, event in found.items():
        assert event.type == kind
        data = json.loads(json.dumps(event.data))
        assert from_wire(PAYLOADS[kind], data).id == event.subject
    assert [event.position for event in found.values()] == list(range(1, len(found) + 1))
    assert len({event.id for event in found.values()}) == len(found)


def test_examples_are_the_same_every_time() -> None:
    """Files are made of them: they must not change by themselves."""
    assert make_examples() == make_examples()
    assert make_dead_letter() == make_dead_letter()
    assert isinstance(make_dead_letter(), DeadLetter)


def test_examples_quote_what_they_say() -> None:
    """What is said of a place in the text is what stands there."""
    found = make_examples()
    notice = found["gongbao.document.published"].data
    relation = notice["relations"][0]
    said = notice["text"][relation["paragraph"]][relation.get("start", 0) : relation["end"]]
    assert said == relation["number"] == found["gongbao.text.changed"].subject
    assert found["gongbao.appointment.corrected"].data["post"] == "示例市审计局局长"
