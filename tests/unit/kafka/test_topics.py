"""Topics as they are described, and what leads to them."""

from pathlib import Path
from typing import Any

import pytest

from connectors.kafka import topics
from connectors.kafka.topics import BrokerTopic, Topic, plan
from gongbao.errors import SettingsError
from gongbao.events.types import PAYLOADS
from gongbao.settings import Kafka


def test_every_type_of_event_has_a_topic() -> None:
    """No type of event is without one, and each goes to one only."""
    routes = topics.load(Kafka(topic_prefix="p."))
    for kind in PAYLOADS:
        taking = [t for t in routes.topics if topics.Routes([t]).topic(kind)]
        assert len(taking) == 1, kind
        assert taking[0].name.startswith("p.gongbao.")


ONE = Topic("a", partitions=3, configs={"cleanup.policy": "compact"})


@pytest.mark.parametrize(
    ("found", "actions", "why"),
    [
        ({}, ["create"], "it is not there"),
        ({"a": BrokerTopic(3, {"cleanup.policy": "compact", "x": "y"})}, [], "what is not described is left alone"),
        ({"a": BrokerTopic(3, {"cleanup.policy": "delete"})}, ["configure"], "a config differs"),
        ({"a": BrokerTopic(6, {"cleanup.policy": "compact"})}, ["blocked"], "partitions can't be changed"),
        ({"a": BrokerTopic(1, {})}, ["blocked", "configure"], "both"),
        (
            {"a": BrokerTopic(3, {"cleanup.policy": "compact"}), "b": BrokerTopic(1, {})},
            [],
            "other topics are none of ours",
        ),
    ],
)
def test_the_plan_leads_from_what_is_to_what_should_be(found: Any, actions: list[str], why: str) -> None:
    """Only what differs is touched."""
    assert [step.action for step in plan([ONE], found)] == actions, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no topics"),
        ("[[topics]]\npartitions = 1", "no name"),
        ("[[topics]]\nname = 'a'\ncolour = 'red'", "an unknown key is a slip of the pen"),
        ("[[topics]]\nname = 'a'\npartitions = 0", "no partition"),
        ("[[topics]]\nname = 'a'", "the dead letters and positions are missing"),
        ("[[topics", "no TOML"),
        (
            "[[topics]]\nname = 'gongbao.dead-letters.v1'\n"
            "[[topics]]\nname = 'gongbao.publisher.positions'\npartitions = 2",
            "positions in two partitions have no last one",
        ),
    ],
)
def test_a_wrong_description_of_topics_is_an_error(text: str, why: str, tmp_path: Path) -> None:
    """It is said before anything is done."""
    path = tmp_path / "topics.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        topics.load(Kafka(topics=path))
