"""What can go wrong, each with an exit code and a next step.

Programmers' faults are not here: they raise as they are.
"""


class GazetteError(Exception):
    """Base of all errors that a person can do something about.

    `str(error)` is one sentence that says what is wrong; `next_step` says what to do.
    """

    exit_code = 1
    code = "error"
    next_step = "Run with --debug for the traceback."

    def __init__(self, message: str, next_step: str | None = None) -> None:
        super().__init__(message)
        if next_step is not None:
            self.next_step = next_step


class NotFoundError(GazetteError):
    """Nothing has that name."""

    exit_code = 4
    code = "not-found"
    next_step = "See `gongbao issues` for what there is."


class InputError(GazetteError):
    """An artifact cannot be read as a gazette issue. It is kept, with the reason."""

    exit_code = 5
    code = "bad-input"
    next_step = "See `gongbao findings`; put the right file in its place and ingest again."


class QueryError(GazetteError):
    """What is searched for is no text, or longer than anything that can be found by it."""

    exit_code = 2
    code = "bad-query"
    next_step = "Search for some words, a phrase, a title or a 文号: docs/searching.md."


class SettingsError(GazetteError):
    """A setting or a gazette's description is wrong."""

    exit_code = 6
    code = "bad-settings"
    next_step = "See `gongbao doctor` for the settings in force."


class LedgerError(GazetteError):
    """The ledger cannot be opened or written."""

    exit_code = 7
    code = "ledger"
    next_step = "Check that the database exists and may be written: `gongbao doctor`."


class UnavailableError(GazetteError):
    """A server or a service does not answer. Trying again may help."""

    exit_code = 8
    code = "unavailable"
    next_step = "Check the address in the settings and that the server is up: `gongbao doctor`."


class TakenOverError(GazetteError):
    """Another process does this work now; what this one had begun is undone, and loses nothing."""

    exit_code = 9
    code = "taken-over"
    next_step = "Let the other one go on, or stop it and start again: each starts where the one before ended."


class ReadingError(GazetteError):
    """Our own rules failed on an artifact: a fault of the program, not necessarily of the file."""

    exit_code = 11
    code = "reading-failed"
    next_step = (
        "See `gongbao findings`, and report it; the artifact is kept, and is read again once the rules have changed."
    )


class LimitError(InputError):
    """An artifact asks for more time, memory or pages than is allowed."""

    code = "over-limit"
    next_step = "If the file is what it should be, raise the limit in the settings."
