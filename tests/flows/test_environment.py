"""What Prefect is told before it is imported."""

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import sys
from pathlib import Path
from flows.environment import prepare
prepare(Path(sys.argv[1]))
from prefect._internal.analytics import is_telemetry_enabled
from prefect.settings import get_current_settings
chosen = get_current_settings()
print(is_telemetry_enabled(), chosen.server.analytics_enabled, chosen.telemetry.enable_resource_metrics,
      chosen.cloud.enable_orchestration_telemetry)
"""


@pytest.mark.parametrize("value", [None, "true"], ids=["unset", "switched on"])
def test_prefect_tells_its_makers_nothing(tmp_path: Path, value: str | None) -> None:
    """Whatever the environment says, and outside of CI, where it would be silent by itself."""
    names = ("PREFECT_SERVER_ANALYTICS_ENABLED", "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS")
    environment = {"PATH": "/usr/bin:/bin"} | (
        {} if value is None else dict.fromkeys(names, value) | {"DO_NOT_TRACK": "0"}
    )
    command = [sys.executable, "-c", CODE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == ["False"] * 4
