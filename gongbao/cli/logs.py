"""What libraries and our own modules log, made safe for where logs are read."""

import logging
import threading
from typing import Any

from gongbao.cli.printing import format_traceback, say_traceback
from gongbao.escaping import escape_line
from gongbao.redaction import redact


class SafeRecord(logging.LogRecord):
    """A record of one line, without secrets and controls, whichever handler and formatter writes it: ours or Prefect's.

    Its arguments stay as they are, for handlers that look at them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[1] is not None:
            self.exc_text = format_traceback(self.exc_info[1])  # formatters take it from here where it is there

    def getMessage(self) -> str:  # noqa: N802 - as the standard library names it
        """See `logging.LogRecord`."""
        return escape_line(redact(super().getMessage()))


def set_up_logs(debug: bool) -> None:
    """Log errors, or all there is, to standard error; what ends a thread is said the same way.

    Libraries warn of what a user can do nothing about, such as missing Google clients.
    """
    logging.setLogRecordFactory(SafeRecord)
    logging.captureWarnings(True)
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR)
    if not debug:
        logging.getLogger("connectors.ledger").setLevel(logging.WARNING)  # who waits for a lock is to know it
    threading.excepthook = lambda args: say_traceback(args.exc_value or args.exc_type())
