"""Named rules and costs: which decides, and what each amounts to."""

from transforms.segment.rules import add_up, decide, itemize, rule, where


@rule("small")
def below_ten(number: int) -> bool:
    """A figure."""
    return number < 10


@rule("odd")
def not_even(number: int) -> bool:
    """No half."""
    return number % 2 == 1


@rule("any")
def whatever(number: int) -> bool:
    """The last must hold."""
    return True


RULES = (below_ten, not_even, whatever)


def digit_sum(number: int) -> float:
    """A cost."""
    return sum(map(int, str(number)))


def too_large(number: int) -> float:
    """A cost that is seldom any."""
    return 5.0 if number > 100 else 0.0


def test_the_first_rule_that_holds_decides() -> None:
    """Though another below it would hold as well."""
    assert [decide(RULES, number).verdict for number in (3, 13, 14)] == ["small", "odd", "any"]


def test_a_rule_has_a_name_and_a_reason() -> None:
    """Its function's own, so that neither is written twice."""
    assert (below_ten.name, below_ten.reason) == ("below-ten", "A figure.")


def test_a_condition_narrows_rules_and_keeps_their_names() -> None:
    """Where it is not met they are silent."""
    narrowed = where(lambda number: number > 5, RULES)
    assert [r.name for r in narrowed] == [r.name for r in RULES]
    assert [narrowed[0].holds(number) for number in (3, 7, 12)] == [False, True, False]


def test_costs_are_added_and_told_by_name() -> None:
    """A cost of nothing is not told."""
    assert add_up((digit_sum, too_large), 111, 1.0) == 9.0
    assert itemize((digit_sum, too_large), 111) == {"digit-sum": 3, "too-large": 5.0}
    assert itemize((digit_sum, too_large), 12) == {"digit-sum": 3}
