"""What a person should know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about an issue or artifact that a person should know.

    `code` is stable and in kebab case; `message` is one sentence that says what and, where it helps, what to do.
    """

    code: str
    message: str
    severity: str = "warning"  # info, warning, error
    document: str | None = None
    page: int | None = None
    line: int | None = None
