"""A seeded sample of `make fuzz`: whatever a file holds, the laws hold."""

import random

from fuzz import fuzz_text, run
from mutations import mutate_pdf, mutate_text


def test_changed_texts_break_no_law() -> None:
    """Texts with a few changes are read or refused; no step raises, and nothing is lost."""
    tally = run("texts", range(20_000, 20_060), fuzz_text)
    assert tally.broken == []
    assert tally.read > 40


def test_changes_come_back_by_their_seed() -> None:
    """What broke a law can be looked at again, and each seed changes something else."""
    text = "某城市人民政府公报\n关于加强湿地保护的通知\n" * 20
    made = [mutate_text(text, random.Random(seed)) for seed in range(20)]
    assert made == [mutate_text(text, random.Random(seed)) for seed in range(20)]
    assert len(set(made)) > 15
    assert len({mutate_pdf(text.encode(), random.Random(seed)) for seed in range(20)}) > 15
