"""Which records an event becomes, for which topics, and how large they may be."""

from collections.abc import Iterable, Iterator, Mapping

from connectors.kafka.cloudevents import Record, event_record, last_event_record, state_record
from connectors.kafka.connection import MAX_REQUEST
from connectors.kafka.topics import MAX_MESSAGE, Routes
from gongbao.errors import LimitError, SettingsError
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.events.types import FindingRaised
from gongbao.model import FindingCode
from gongbao.ports import Event


def route(event: Event, routes: Routes, limits: Mapping[str, int], replay: str | None = None) -> list[Record]:
    """An event's record, and that of the state it leaves. Raises SettingsError where no topic takes it,
    LimitError where it is too long."""
    topic = routes.topic(event.type)
    if topic is None:
        raise SettingsError(f"No topic takes events of type {event.type}.", "Describe one in deploy/topics.toml.")
    if topic.states == topic.name:
        made = [last_event_record(event, topic.name, replay)]
    else:
        made = [event_record(event, topic.name, replay)]
        if topic.state is not None:
            made.append(state_record(event, topic.state, replay, made[0]))
    return [check_size(record, limits) for record in made]


def check_size(record: Record, limits: Mapping[str, int]) -> Record:
    """The record, if its topic takes it. Raises LimitError."""
    if record.size > limits[record.topic]:
        raise LimitError(
            f"The event has {record.size:,} bytes; {record.topic} takes {limits[record.topic]:,}.",
            "Raise the topic's max.message.bytes, and replay.",
        )
    return record


def keep_last_states(records: Iterable[Record], state_topics: frozenset[str]) -> Iterator[Record]:
    """The records as they come; of states only the last of each thing, after all others."""
    states: dict[tuple[str, bytes], Record] = {}
    for record in records:
        if record.topic in state_topics:
            states[record.topic, record.key] = record
        else:
            yield record
    yield from states.values()


def find_rejection(event: Event) -> DeadLetter | None:
    """The dead letter of a file or page that could not be read, from the finding that says so."""
    data = event.data
    if event.type != FindingRaised.TYPE:
        return None
    if data.get("issue") is not None and data.get("code") != FindingCode.PAGE_REJECTED:
        return None
    return DeadLetter(
        id=event.id,
        stage=Stage.READ,
        reason=str(data.get("message", "")),
        time=event.time,
        errors=(f"{data.get('code')}: {data.get('message')}",),
        event=event.id,
        type=event.type,
        subject=event.subject,
        position=event.position,
        uri=data.get("uri"),
        sha256=data.get("sha256"),
        page=data.get("page"),
    )


def size_limit(configs: Mapping[str, str]) -> int:
    """Bytes of the largest record that a topic takes from us."""
    limit = str(configs.get(MAX_MESSAGE, ""))
    return min(MAX_REQUEST, int(limit)) if limit.isdecimal() else MAX_REQUEST
