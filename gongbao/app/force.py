"""How it stands with texts: in force or not, from when to when, and who says so."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.archive.force import find_phase
from gongbao.model import Force, Phase, TextState
from gongbao.ports import Ledger


@dataclass(frozen=True, slots=True)
class TextOnDay:
    """A text, and how it stands with it on a day."""

    text: TextState
    day: dt.date
    phase: Phase


def judge_text(ledger: Ledger, name: str, day: dt.date) -> TextOnDay:
    """How it stands with a text on a day, by its 文号, its title or a document's id. Raises NotFoundError."""
    text = ledger.text(name)
    return TextOnDay(text, day, find_phase(text.phases, day))


def list_texts(
    ledger: Ledger, day: dt.date, force: Force | None = None, expires_before: dt.date | None = None
) -> Iterator[TextOnDay]:
    """The texts of whose force something is stated, as of a day.

    Args:
        ledger: Where they are.
        day: The day.
        force: Only those with which it stands so on that day.
        expires_before: Only those in force on that day whose last day comes before this one.
    """
    for text in ledger.texts():
        phase = find_phase(text.phases, day)
        if force is not None and phase.force is not force:
            continue
        if expires_before is not None and not _ends_before(phase, expires_before):
            continue
        yield TextOnDay(text, day, phase)


def _ends_before(phase: Phase, day: dt.date) -> bool:
    return phase.force is Force.IN_FORCE and phase.last is not None and phase.last < day
