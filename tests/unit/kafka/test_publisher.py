"""What the publisher does to its own process."""

import gc

import pytest

from connectors.kafka.publisher import paused_garbage_collection


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_afterwards_as_it_was(before: bool) -> None:
    """Who runs us without it keeps it so; who has it gets it back, after an error too."""
    was = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with pytest.raises(RuntimeError), paused_garbage_collection():
            assert not gc.isenabled()
            raise RuntimeError
        assert gc.isenabled() is before
    finally:
        (gc.enable if was else gc.disable)()
