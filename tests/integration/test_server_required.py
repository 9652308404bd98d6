"""What becomes of a test whose server can't be had."""

import pytest
from elasticsearch_server import start_or_skip


@pytest.mark.parametrize(("required", "outcome"), [("1", pytest.fail.Exception), ("0", pytest.skip.Exception)])
def test_a_server_that_lacks_is_a_failure_only_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    """Without Maven tests of the node are skipped with a clear word, or fail where servers are required."""
    monkeypatch.setenv("GONGBAO_REQUIRE_SERVERS", required)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(outcome, match="Maven"):
        start_or_skip()
