"""The server that Prefect starts where none is named, as a child that ends with us.

Prefect's own ends only if the interpreter comes to its end: after `kill -9` it stayed, with 200 MB, for good.
"""

import os
import subprocess
from typing import Any

from gongbao.processes.children import start_child

FLAGS = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}


def bind_server() -> None:
    """Let Prefect start its server as our child, if it is to start one. Before the first flow."""
    from prefect.settings import PREFECT_API_URL, get_current_settings

    if PREFECT_API_URL.value():
        return
    from prefect.server.api.server import SubprocessASGIServer  # seconds of imports, which Prefect itself needs then

    def start(server: Any) -> "subprocess.Popen[bytes]":
        ours = {name: value for name, value in os.environ.items() if not name.startswith("GONGBAO_")}
        chosen = get_current_settings().to_environment_variables(exclude_unset=True)
        return start_child("flows.server:serve", server.port, environment={**ours, **FLAGS, **chosen})

    # The one place that decides how it is started.
    SubprocessASGIServer._run_uvicorn_command = start  # type: ignore[method-assign,assignment]


def forget_server() -> None:
    """End the server, if it is one of ours that answers no more; the next flow starts another."""
    from prefect.settings import PREFECT_API_URL

    if not PREFECT_API_URL.value():
        from prefect.server.api.server import SubprocessASGIServer

        SubprocessASGIServer().stop()


def serve(port: int) -> None:
    """The server itself, until it is ended."""
    import uvicorn

    uvicorn.run("prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=port, log_level="error")
