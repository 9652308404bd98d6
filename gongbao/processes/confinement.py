"""What a child gives up before it touches what others wrote: its parent's death, memory, time, network, writing.

Where the system does not know one of them (another kernel, a container that forbids it), the others remain.
"""

import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_NO_NEW_PRIVS = 1, 15, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF = 444, 446  # the same on every processor
LANDLOCK_VERSION = 1
WRITING = 1 << 1 | sum(1 << bit for bit in range(4, 13))  # write, remove and make of every kind
SINCE = {2: 1 << 13, 3: 1 << 14}  # moving to another folder, cutting short
TCP = 0b11  # bind and connect, since version 4


class _Ruleset(ctypes.Structure):
    """What Landlock is to forbid; the first release knew the first field alone."""

    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64)]


def end_with(parent: int) -> None:
    """Be killed as the parent ends, however it does; at once if it already has."""
    _call("prctl", PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def call_oneself(name: str) -> None:
    """Be `name` in lists of processes, which would call every child python."""
    _call("prctl", PR_SET_NAME, name.encode(), 0, 0, 0)


def confine(memory: int) -> None:
    """Give up the network, writing to files, and more than `memory` bytes of address space. There is no way back."""
    parent = os.getppid()
    # For root a network of its own is enough; others need to be root of their own world for it.
    if _call("unshare", CLONE_NEWNET) != 0:
        _call("unshare", CLONE_NEWUSER | CLONE_NEWNET)
    _forbid_writing()
    end_with(parent)  # again: a change of rights makes the kernel forget it
    try:
        import resource
    except ImportError:  # not on this system
        return
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError):  # a harder limit is in force already
            resource.setrlimit(limit, (value, value))


def limit_processor(seconds: float) -> None:
    """From now on, use no more than this much time of each processor: the parent may be stopped, and not look."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _forbid_writing() -> None:
    version = _call("syscall", LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), LANDLOCK_VERSION)
    if version < 1:
        return
    rules = _Ruleset(WRITING | sum(bit for since, bit in SINCE.items() if version >= since), TCP if version >= 4 else 0)
    size = ctypes.c_size_t(ctypes.sizeof(rules) if version >= 4 else 8)
    ruleset = _call("syscall", LANDLOCK_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("syscall", LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _call(name: str, *arguments: object) -> int:
    """A function of the system's library; -1 where there is none, or where it refuses."""
    if not sys.platform.startswith("linux"):
        return -1
    function = getattr(ctypes.CDLL(None), name, None)
    return int(function(*arguments)) if function is not None else -1
