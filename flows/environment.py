"""What Prefect must know before it is imported."""

import os
from pathlib import Path

from gongbao.private_files import OTHERS, make_folder


def prepare(home: Path) -> None:
    """Keep Prefect's files in our home, for nobody else to read, and let it take its time to start."""
    make_folder(home / "prefect")
    os.umask(OTHERS)  # Prefect has no other way to say it; this process writes no file that somebody else asked for
    os.environ.setdefault("PREFECT_HOME", str(home / "prefect"))
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")
    # What fails for good ends the command with a sentence; Prefect's own log of it is for who looks at its server.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING" if "PREFECT_API_URL" in os.environ else "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "ERROR")
