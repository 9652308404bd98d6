"""Templates of indices."""

from connectors.elastic.templates import component, kinds, template


def test_mappings_are_strict() -> None:
    """The component that all templates are composed of says so, and no index is made by writing."""
    assert component("settings")["template"]["mappings"]["dynamic"] == "strict"
    for kind in kinds():
        made = template(kind)
        assert made["composed_of"][0] == "gongbao-settings"
        assert made["allow_auto_create"] is False
        assert made["index_patterns"] == [f"gongbao-{kind}-*"]
