"""Dead letters as they are told."""

from gongbao.events.dead_letters import describe_error


def test_a_chain_of_errors_is_told_outermost_first() -> None:
    """One line each, and no end in a circle."""
    inner = ValueError("inner\nline")
    outer = RuntimeError("outer")
    outer.__cause__, inner.__cause__ = inner, outer
    assert describe_error(outer) == ("RuntimeError: outer", "ValueError: inner line")
