"""Kibana's saved objects: they are as described, what they refer to is there, and what they ask is in the mapping."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from saved_objects import BY_ID, FILES, LENSES, OBJECTS, columns_of, kind_of

from connectors.elastic.kibana import HOME
from connectors.elastic.templates import fields, kinds


def test_the_files_are_what_the_description_makes(tmp_path: Path) -> None:
    """Nobody changed a saved object by hand, and none is left over."""
    spec = importlib.util.spec_from_file_location("write_kibana", HOME / "write.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = {path.name: path.read_text("utf-8") for path in module.write(tmp_path)}
    assert made == {path.name: path.read_text("utf-8") for path in FILES}


def test_every_reference_leads_to_an_object() -> None:
    """Every reference is to an object of these files; what is shared comes in the first."""
    shared = {(i["type"], i["id"]) for i in map(json.loads, FILES[0].read_text("utf-8").splitlines())}
    for path in FILES:
        own = {(i["type"], i["id"]) for i in map(json.loads, path.read_text("utf-8").splitlines())}
        for item in map(json.loads, path.read_text("utf-8").splitlines()):
            for reference in item["references"]:
                assert (reference["type"], reference["id"]) in own | shared, item["id"]


def test_nothing_renders_what_a_file_holds() -> None:
    """Kibana shows a field as text, unless a view formats it as an address or a picture, or a panel as Markdown."""
    for item in OBJECTS:
        assert item["attributes"].get("fieldFormatMap", "{}") == "{}", item["id"]
        assert "markdown" not in json.dumps(item).lower(), item["id"]


def test_ids_are_unique_and_ours() -> None:
    """No two objects share an id; all begin alike, so that they are told from others'."""
    assert len(BY_ID) == len(OBJECTS)
    assert all(item["id"].startswith("gongbao-") for item in OBJECTS)


def test_there_is_a_dashboard_for_each_matter() -> None:
    """Issues, documents, appointments, duties, validity, health."""
    titles = {i["id"] for i in OBJECTS if i["type"] == "dashboard"}
    matters = ("issues", "documents", "appointments", "duties", "validity", "health")
    assert titles == {f"gongbao-dashboard-{m}" for m in matters}


@pytest.mark.parametrize("dashboard", [i for i in OBJECTS if i["type"] == "dashboard"], ids=lambda i: i["id"])
def test_every_panel_of_a_dashboard_is_referred_to(dashboard: dict[str, Any]) -> None:
    """Panels and references are one to one, and no two panels lie over each other."""
    panels = json.loads(dashboard["attributes"]["panelsJSON"])
    named = {f"{p['panelIndex']}:{p['panelRefName']}" for p in panels}
    assert named == {r["name"] for r in dashboard["references"]}
    cells = [(x, y) for p in panels for g in [p["gridData"]] for x in range(g["x"], g["x"] + g["w"])
             for y in range(g["y"], g["y"] + g["h"])]  # fmt: skip
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 48


def test_every_data_view_has_its_alias_and_its_time() -> None:
    """A view's title is a read alias, its time a date in the mapping."""
    for item in (i for i in OBJECTS if i["type"] == "index-pattern"):
        kind = item["attributes"]["title"].removeprefix("gongbao-")
        assert kind in kinds()
        assert fields(kind)[item["attributes"]["timeFieldName"]] == "date"


@pytest.mark.parametrize("lens", LENSES, ids=lambda item: item["id"])
def test_every_field_of_a_panel_is_in_the_mapping(lens: dict[str, Any]) -> None:
    """Terms are of keywords or numbers, histograms of dates, measures of what can be measured."""
    allowed = {
        "terms": {"keyword", "integer", "boolean"},
        "date_histogram": {"date"},
        "average": {"float", "integer"},
        "sum": {"float", "integer"},
        "min": {"float", "integer", "date"},
        "max": {"float", "integer", "date"},
        "unique_count": {"keyword"},
    }
    known = fields(kind_of(lens))
    columns = columns_of(lens)
    for column in columns.values():
        if column["sourceField"] != "___records___":
            assert known[column["sourceField"]] in allowed[column["operationType"]]
    drawn = json.dumps(lens["attributes"]["state"]["visualization"])
    assert all(f'"{name}"' in drawn for name in columns)
    said = lens["attributes"]["state"]["query"]["query"]
    assert not said or said.split()[0].rstrip(":") in known


def test_every_column_of_a_search_is_in_the_mapping() -> None:
    """Columns and sort are fields of the index."""
    for item in (i for i in OBJECTS if i["type"] == "search"):
        known = fields(kind_of(item))
        ((field, _),) = item["attributes"]["sort"]
        assert {*item["attributes"]["columns"], field} <= known.keys()
