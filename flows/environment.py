"""What Prefect must know before it is imported."""

import logging
import os
from pathlib import Path

from gongbao.private_files import OTHERS, make_folder

SILENT = {
    "DO_NOT_TRACK": "1",  # what the client sends at its import
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # what the server sends as it starts, and every ten minutes
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",  # measurements of this process
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",  # traces of runs
}
"""Prefect tells its makers nothing of us, whatever the environment says."""


def prepare(home: Path) -> None:
    """Keep Prefect's files in our home, for nobody else to read, let it take its time to start, and send nothing."""
    make_folder(home / "prefect")
    os.umask(OTHERS)  # Prefect has no other way to say it; this process writes no file that somebody else asked for
    os.environ.update(SILENT)
    os.environ.setdefault("PREFECT_HOME", str(home / "prefect"))
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", "1")  # of each request, and more seconds each: a round has many
    os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "ERROR")


def quieten() -> None:
    """Keep Prefect's log to its server and to --debug: what a person can act on, the command says in a sentence."""
    if not os.environ.get("GONGBAO_DEBUG"):
        for name in ("prefect", "prefect._internal"):
            logger = logging.getLogger(name)
            logger.propagate = False
            logger.handlers = [logging.NullHandler()]
        logging.raiseExceptions = False  # nor what its handlers say while its server is away
