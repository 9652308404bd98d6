"""Look up known weaknesses of all that `requirements.txt` pins, in the open database OSV: `make audit`.

Exit code 0: none is known. 1: there are some, and they are listed. 8: the database does not answer.
"""

import subprocess
import sys
from pathlib import Path

PINS = Path(__file__).resolve().parents[1] / "requirements.txt"
SECONDS = 15  # that one answer may take
UNAVAILABLE = 8


def audit(*options: str) -> int:
    """Run pip-audit over the pins as they are: nothing is resolved, and no package index is asked."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(PINS), "--disable-pip", "--no-deps"]
    command += ["--vulnerability-service", "osv", "--timeout", str(SECONDS), "--progress-spinner", "off", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if not line.startswith("WARNING:")]  # of how we pin
    if done.returncode and not done.stdout.strip():  # no list of weaknesses, but a traceback of its own
        print(f"audit: Nothing is known, since OSV could not be asked: {said[-1][:300]}", file=sys.stderr)
        print("       Try again where api.osv.dev can be reached.", file=sys.stderr)
        return UNAVAILABLE
    print(done.stdout, *said, sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(audit(*sys.argv[1:]))
