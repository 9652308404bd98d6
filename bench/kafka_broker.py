"""A real Kafka broker for tests and benches, started by deploy/local/kafka/start.sh."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from gongbao.settings import Kafka

START = Path(__file__).resolve().parent.parent / "deploy" / "local" / "kafka" / "start.sh"
LIBRARIES = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "gongbao" / "kafka"


def missing() -> str | None:
    """What this machine lacks to run a broker; None where it lacks nothing."""
    if shutil.which("java") is None:
        return "Kafka needs a JDK of 17 or later: no java was found."
    libraries = Path(os.environ.get("KAFKA_LIBS", LIBRARIES))
    if not (libraries / "complete").exists() and shutil.which("mvn") is None:
        return "Kafka's jars are fetched by Maven: no mvn was found."
    return None


def free_ports() -> tuple[int, int]:
    """Two ports that nothing listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


class Broker:
    """One broker on loopback; `start` after `kill` or `stop` goes on with the same data and port."""

    def __init__(self, folder: Path, *settings: str, **environment: str) -> None:
        self.folder = folder
        self.port, self.controller = free_ports()
        self._settings = [
            setting.replace("{port}", str(self.port)).replace("{controller}", str(self.controller))
            for setting in settings
        ]
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """host:port of its first listener."""
        return f"127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "broker.log"

    def start(self, wait: bool = True) -> None:
        """Start it; `wait` until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # C1 alone starts twice as fast; for a few thousand records nothing is gained by more.
        environment = {"KAFKA_OPTS": "-XX:TieredStopAtLevel=1", **self._environment}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [START, str(self.port), self.folder / "data", *self._settings],
                env={**os.environ, "KAFKA_CONTROLLER_PORT": str(self.controller), **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if wait:
            self.wait()

    def wait(self, seconds: float = 60.0) -> None:
        """Return once it answers."""
        from kafka import KafkaAdminClient
        from kafka.errors import KafkaError

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    pass
                KafkaAdminClient(bootstrap_servers=self.address, bootstrap_timeout_ms=2_000).close()
                return
            except (OSError, KafkaError):
                time.sleep(0.1)
        raise RuntimeError(f"Kafka did not start:\n{self.log.read_text('utf-8', 'replace')[-3000:]}")

    def kill(self) -> None:
        """End it at once, as a loss of power would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def kafka(self, **config: object) -> Kafka:
        """Settings for a client."""
        return Kafka.model_validate({"bootstrap_servers": self.address, **config})

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, how)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._process = None


@contextlib.contextmanager
def running(folder: Path, *settings: str, **environment: str) -> Iterator[Broker]:
    """A broker that has started, stopped in the end."""
    one = Broker(folder, *settings, **environment)
    try:
        one.start()
        yield one
    finally:
        one.stop()
