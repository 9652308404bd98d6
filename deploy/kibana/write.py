"""Write Kibana's saved objects (data views, searches, Lens panels, dashboards) from `dashboards.toml`.

Ids are fixed, so that importing again replaces. `python deploy/kibana/write.py` writes `*.ndjson` beside this file,
one file a dashboard and one for what they share.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LENS, SEARCH, DASHBOARD = "8.9.0", "8.0.0", "8.9.0"  # old enough for any Kibana 9, which migrates them
LAYER, BUCKET, SPLIT, METRIC = "layer", "bucket", "split", "metric"
ROWS = 20  # of a table
COLUMNS, WIDE, HIGH = 48, 24, 14  # of Kibana's grid

Object = dict[str, Any]


def build(described: Object) -> dict[str, list[Object]]:
    """The saved objects of each file, by its name."""
    shared = [make_view(view) for view in described["view"]] + [make_search(s) for s in described["search"]]
    files = {"shared": shared}
    for dashboard in described["dashboard"]:
        panels = [make_panel(panel) for panel in dashboard["panels"]]
        files[dashboard["id"]] = [*panels, make_dashboard(dashboard)]
    return files


def make_view(view: Object) -> Object:
    """A data view on a read alias."""
    attributes = {
        "title": f"gongbao-{view['kind']}",
        "name": f"Gongbao: {view['title']}",
        "timeFieldName": view["time"],
        "sourceFilters": "[]",
        "fieldAttrs": "{}",
        "fieldFormatMap": "{}",
        "runtimeFieldMap": "{}",
        "allowNoIndex": True,
    }
    return make_object("index-pattern", view_id(view["kind"]), attributes, [], "8.0.0")


def make_search(search: Object) -> Object:
    """A saved search: columns of entries, sorted."""
    source = {"query": kuery(search), "filter": [], "indexRefName": "kibanaSavedObjectMeta.searchSourceJSON.index"}
    attributes = {
        "title": search["title"],
        "description": "",
        "columns": search["columns"],
        "sort": [search["sort"]],
        "grid": {},
        "hideChart": True,
        "timeRestore": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": to_json(source)},
    }
    references = [reference("index-pattern", view_id(search["kind"]), source["indexRefName"])]
    return make_object("search", f"gongbao-search-{search['id']}", attributes, references, SEARCH)


def make_panel(panel: Object) -> Object:
    """A Lens visualization."""
    columns = make_columns(panel)
    state = {
        "datasourceStates": {
            "formBased": {
                "layers": {LAYER: {"columns": columns, "columnOrder": list(columns), "incompleteColumns": {}}}
            }
        },
        "visualization": make_visualization(panel, columns),
        "query": kuery(panel),
        "filters": [],
        "internalReferences": [],
        "adHocDataViews": {},
    }
    attributes = {
        "title": panel["title"],
        "description": "",
        "visualizationType": {"metric": "lnsMetric", "table": "lnsDatatable", "pie": "lnsPie"}.get(
            panel["type"], "lnsXY"
        ),
        "state": state,
    }
    references = [reference("index-pattern", view_id(panel["kind"]), f"indexpattern-datasource-layer-{LAYER}")]
    return make_object("lens", f"gongbao-{panel['id']}", attributes, references, LENS)


def make_columns(panel: Object) -> Object:
    """What a panel asks: its buckets, and last its measure."""
    columns: Object = {}
    if "time" in panel:
        columns[BUCKET] = {
            "operationType": "date_histogram",
            "sourceField": panel["time"],
            "label": panel["time"],
            "dataType": "date",
            "isBucketed": True,
            "scale": "interval",
            "params": {"interval": "1M", "includeEmptyRows": True, "dropPartials": False},
        }
    if "rows" in panel:
        columns[BUCKET] = make_terms(panel["rows"], ROWS, panel.get("order", "desc"))
    if "split" in panel:
        columns[SPLIT] = make_terms(panel["split"], 10, "desc")
    columns[METRIC] = make_measure(panel)
    return columns


def make_terms(field: str, size: int, order: str) -> Object:
    """The commonest values of a field."""
    return {
        "operationType": "terms",
        "sourceField": field,
        "label": field,
        "dataType": "number" if field == "year" else "string",
        "isBucketed": True,
        "scale": "ordinal",
        "params": {
            "size": size,
            "orderBy": {"type": "column", "columnId": METRIC},
            "orderDirection": order,
            "otherBucket": False,
            "missingBucket": False,
            "parentFormat": {"id": "terms"},
        },
    }


def make_measure(panel: Object) -> Object:
    """What is counted or measured."""
    operation = {"unique": "unique_count"}.get(panel["measure"], panel["measure"])
    field = panel.get("field", "___records___")
    return {
        "operationType": operation,
        "sourceField": field,
        "label": panel["title"],
        "customLabel": True,
        "dataType": "date" if field == "expires" else "number",
        "isBucketed": False,
        "scale": "ratio",
        "params": {"emptyAsNull": True},
    }


def make_visualization(panel: Object, columns: Object) -> Object:
    """How a panel is drawn."""
    if panel["type"] == "metric":
        return {"layerId": LAYER, "layerType": "data", "metricAccessor": METRIC}
    if panel["type"] == "table":
        return {
            "layerId": LAYER,
            "layerType": "data",
            "columns": [{"columnId": name} for name in columns],
            "paging": {"size": 10, "enabled": True},
        }
    if panel["type"] == "pie":
        layer = {"layerId": LAYER, "layerType": "data", "primaryGroups": [BUCKET], "metrics": [METRIC]}
        return {"shape": "pie", "layers": [{**layer, "numberDisplay": "percent", "legendDisplay": "default"}]}
    layer = {"layerId": LAYER, "layerType": "data", "xAccessor": BUCKET, "accessors": [METRIC]}
    layer["seriesType"] = "line" if panel["type"] == "line" else "bar_stacked"
    if SPLIT in columns:
        layer["splitAccessor"] = SPLIT
    return {
        "preferredSeriesType": layer["seriesType"],
        "layers": [layer],
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
    }


def make_dashboard(dashboard: Object) -> Object:
    """A dashboard: two panels a row, then the searches in full width."""
    shown = [("lens", f"gongbao-{panel['id']}") for panel in dashboard["panels"]]
    found = [("search", f"gongbao-search-{name}") for name in dashboard.get("searches", [])]
    panels, references, top = [], [], 0
    for n, (kind, target) in enumerate(shown):
        grid = {"x": (n % 2) * WIDE, "y": n // 2 * HIGH, "w": WIDE, "h": HIGH}
        panels.append((kind, target, grid))
        top = grid["y"] + HIGH
    for kind, target in found:
        panels.append((kind, target, {"x": 0, "y": top, "w": COLUMNS, "h": HIGH}))
        top += HIGH
    placed = []
    for n, (kind, target, grid) in enumerate(panels, 1):
        name = f"panel-{n}"
        placed.append(
            {
                "type": kind,
                "gridData": {**grid, "i": name},
                "panelIndex": name,
                "embeddableConfig": {"enhancements": {}},
                "panelRefName": f"panel_{name}",
            }
        )
        references.append(reference(kind, target, f"{name}:panel_{name}"))
    attributes = {
        "title": dashboard["title"],
        "description": "",
        "hits": 0,
        "panelsJSON": to_json(placed),
        "optionsJSON": to_json({"useMargins": True, "syncColors": False, "hidePanelTitles": False}),
        "timeRestore": True,  # gazettes are of years, not of the last fifteen minutes
        "timeFrom": "now-20y",
        "timeTo": "now+20y",
        "version": 1,
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": to_json({"query": {"language": "kuery", "query": ""}, "filter": []})
        },
    }
    return make_object("dashboard", f"gongbao-dashboard-{dashboard['id']}", attributes, references, DASHBOARD)


def make_object(kind: str, name: str, attributes: Object, references: list[Object], version: str) -> Object:
    """A saved object as Kibana exports it."""
    return {
        "id": name,
        "type": kind,
        "attributes": attributes,
        "references": references,
        "coreMigrationVersion": "8.8.0",
        "typeMigrationVersion": version,
        "managed": False,
    }


def reference(kind: str, name: str, called: str) -> Object:
    """A reference from one object to another."""
    return {"type": kind, "id": name, "name": called}


def view_id(kind: str) -> str:
    """The id of a kind's data view."""
    return f"gongbao-view-{kind}"


def kuery(described: Object) -> Object:
    """A query in Kibana's language."""
    return {"language": "kuery", "query": described.get("query", "")}


def to_json(value: object) -> str:
    """JSON in JSON, as Kibana keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(folder: Path = HERE) -> list[Path]:
    """Write all files; returns their paths."""
    described = tomllib.loads((HERE / "dashboards.toml").read_text("utf-8"))
    written = []
    for name, objects in build(described).items():
        # Kibana resolves references within one request: the first file has what the others refer to.
        path = folder / f"{'0-' if name == 'shared' else '1-'}{name}.ndjson"
        path.write_text("".join(to_json(item) + "\n" for item in objects), "utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    for path in write():
        print(path.name)
