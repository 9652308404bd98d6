"""Every panel's question is one that the node answers: its aggregation is run on a real index."""

import re
from typing import Any

import pytest
from builders import make_issue
from elasticsearch_server import clean
from saved_objects import LENSES, OBJECTS, columns_of, kind_of

from connectors.elastic.index import ElasticsearchIndex
from connectors.ledger import open_ledger
from gongbao.model import Finding, FindingCode
from gongbao.settings import ElasticsearchSettings

pytestmark = pytest.mark.server


def to_query(kuery: str) -> dict[str, Any]:
    """The forms of Kibana's language that the panels use, as a query."""
    if not kuery:
        return {"match_all": {}}
    match = re.fullmatch(r"(\w+)(?:: *(\w+)| *(>=|<) *(\w+))", kuery)
    assert match is not None, kuery
    field, value, sign, bound = match.groups()
    return {"term": {field: value}} if value else {"range": {field: {"gte" if sign == ">=" else "lt": bound}}}


def to_aggregation(columns: dict[str, Any]) -> dict[str, Any]:
    """What Lens asks for its columns: buckets within buckets, the measure within the last."""
    measure = columns["metric"]
    names = {"average": "avg", "unique_count": "cardinality"}
    asked: dict[str, Any] = {}
    if measure["operationType"] != "count":
        asked = {
            "metric": {names.get(measure["operationType"], measure["operationType"]): {"field": measure["sourceField"]}}
        }
    order = "metric" if asked else "_count"
    for name in ("split", "bucket"):
        column = columns.get(name)
        if column is None:
            continue
        field, params = column["sourceField"], column["params"]
        if column["operationType"] == "date_histogram":
            bucket = {"date_histogram": {"field": field, "calendar_interval": params["interval"], "min_doc_count": 0}}
        else:
            bucket = {"terms": {"field": field, "size": params["size"], "order": {order: params["orderDirection"]}}}
        asked = {name: {**bucket, **({"aggs": asked} if asked else {})}}
        if name == "split" and order == "metric":
            asked["metric"] = {"cardinality": {"field": field}}
    return asked


@pytest.fixture(scope="module")
def index(elasticsearch_node: Any, tmp_path_factory: pytest.TempPathFactory) -> ElasticsearchIndex:
    """A filled index."""

    clean(elasticsearch_node.url)
    ledger = open_ledger(f"sqlite:///{tmp_path_factory.mktemp('kibana') / 'ledger.db'}")
    ledger.commit(make_issue(findings=(Finding(FindingCode.JUMP_WITHOUT_TAIL, "A jump has no other half."),)))
    made = ElasticsearchIndex(ElasticsearchSettings(url=elasticsearch_node.url), ledger)
    made.sync()
    return made


@pytest.mark.parametrize("lens", LENSES, ids=lambda item: item["id"])
def test_the_node_answers_every_panel(index: ElasticsearchIndex, lens: dict[str, Any]) -> None:
    """Query and aggregation of a panel are taken, and where its entries have the field there is a bucket or a value."""
    query = to_query(lens["attributes"]["state"]["query"]["query"])
    columns = columns_of(lens)
    answer = index.client.search(
        index=f"gongbao-{kind_of(lens)}", size=0, query=query, aggs=to_aggregation(columns) or None
    )
    if "bucket" in columns:
        field = {"exists": {"field": columns["bucket"]["sourceField"]}}
        held = index.client.count(index=f"gongbao-{kind_of(lens)}", query={"bool": {"filter": [query, field]}})["count"]
        assert bool(answer["aggregations"]["bucket"]["buckets"]) == (held > 0)


@pytest.mark.parametrize("search", [i for i in OBJECTS if i["type"] == "search"], ids=lambda item: item["id"])
def test_the_node_answers_every_search(index: ElasticsearchIndex, search: dict[str, Any]) -> None:
    """Columns and sort of a saved search are fields that the node sorts by and gives."""
    ((field, order),) = search["attributes"]["sort"]
    columns = [{"field": name} for name in search["attributes"]["columns"]]
    answer = index.client.search(index=f"gongbao-{kind_of(search)}", sort=[{field: order}], fields=columns)
    assert answer["_shards"]["failed"] == 0
