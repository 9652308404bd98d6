"""Named rules and costs: a list decides, and can say what in it decided.

Of an ordered list of rules the first that holds decides; of a list of costs the sum does. A rule or a cost is a small
function: its name in kebab case is what a reading says of it, its docstring says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Context = TypeVar("Context")
Verdict = TypeVar("Verdict")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Context, Verdict]):
    """What is decided where `holds` is true of the context; `reason` says why."""

    name: str
    verdict: Verdict
    holds: Callable[[Context], bool]
    reason: str


Cost = Callable[[Context], float]
"""How badly something fits in one respect: 0 where that is no matter, less where it fits well."""


def rule(verdict: Verdict) -> Callable[[Callable[[Context], bool]], Rule[Context, Verdict]]:
    """Make a predicate the rule that gives this verdict."""

    def make(holds: Callable[[Context], bool]) -> Rule[Context, Verdict]:
        return Rule(name_function(holds), verdict, holds, holds.__doc__ or "")

    return make


def name_function(function: Callable[[Context], object]) -> str:
    """What a rule or a cost is called, by the function that it is."""
    return function.__name__.replace("_", "-")


def where(
    condition: Callable[[Context], bool], rules: Sequence[Rule[Context, Verdict]]
) -> tuple[Rule[Context, Verdict], ...]:
    """The rules, each of them where the condition is met and nowhere else."""

    def narrow(holds: Callable[[Context], bool]) -> Callable[[Context], bool]:
        return lambda context: condition(context) and holds(context)

    return tuple(replace(r, holds=narrow(r.holds)) for r in rules)


def decide(rules: Sequence[Rule[Context, Verdict]], context: Context) -> Rule[Context, Verdict]:
    """The first rule that holds. The last of a list must always hold."""
    return next(r for r in rules if r.holds(context))


def add_up(costs: Sequence[Cost[Context]], context: Context, start: float = 0.0) -> float:
    """All costs and what was spent before, added one after the other: a sum of floats depends on their order."""
    total = start
    for cost in costs:
        total += cost(context)
    return total


def itemize(costs: Sequence[Cost[Context]], context: Context) -> dict[str, float]:
    """What each cost that matters amounts to, by its name."""
    amounts = {name_function(cost): cost(context) for cost in costs}
    return {name: amount for name, amount in amounts.items() if amount}
