"""Every module that has logic has a file of tests of its own, in the same folder and called after it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    *(f"gongbao/{name}" for name in ("app", "archive", "events", "facts", "language", "processes", "search")),
    "transforms",
    "connectors",
)

INDEX = "integration/test_elasticsearch_index.py"
KIND = "contract/test_fact_kinds.py"
STANDING = "contract/test_ledger_standing.py"

# Modules whose tests are elsewhere: where, and why there.
ELSEWHERE = {
    "connectors/blobs/folder.py": ("contract/test_blobs.py", "one suite for every store of bytes"),
    "connectors/elastic/clauses.py": ("integration/test_elasticsearch_search.py", "only a node tells what they find"),
    "connectors/elastic/index.py": (INDEX, "what it does only a node can tell"),
    "connectors/elastic/rebuild.py": (INDEX, "what it does only a node can tell"),
    "connectors/elastic/search.py": ("integration/test_elasticsearch_search.py", "it answers as the ledger does"),
    "connectors/elastic/sync.py": (INDEX, "what it does only a node can tell"),
    "connectors/elastic/verify.py": (INDEX, "what it does only a node can tell"),
    "connectors/entry_points.py": ("contract/test_registries.py", "packages are installed to be found"),
    "connectors/kafka/reading.py": ("integration/test_kafka_publisher.py", "every test there reads by it"),
    "connectors/kafka/replaying.py": ("integration/test_kafka_dead_letters.py", "what it does only a broker can tell"),
    "connectors/kafka/transactions.py": ("integration/test_kafka_hanging.py", "what it does only a broker can tell"),
    "connectors/ledger/adopting.py": ("contract/test_ledger_adopting.py", "one suite for every database"),
    "connectors/ledger/contents.py": ("contract/test_ledger_search.py", "what is put in is found"),
    "connectors/ledger/filters.py": ("contract/test_ledger_search.py", "one suite for every database"),
    "connectors/ledger/joining.py": ("contract/test_ledger_texts.py", "one suite for every database"),
    "connectors/ledger/texts.py": ("contract/test_ledger_texts.py", "one suite for every database"),
    "connectors/ledger/judging.py": (STANDING, "one suite for every database"),
    "connectors/ledger/ledger.py": ("contract/test_ledger.py", "one suite for every database"),
    "connectors/ledger/wording.py": ("contract/test_ledger_search.py", "one suite for every database"),
    "connectors/ledger/office_rows.py": ("contract/test_ledger_offices.py", "one suite for every database"),
    "connectors/ledger/offices.py": ("contract/test_ledger_offices.py", "one suite for every database"),
    "connectors/ledger/opening.py": ("contract/test_ledger_opening.py", "one suite for every database"),
    "connectors/ledger/reading.py": ("contract/test_ledger.py", "one suite for every database"),
    "connectors/ledger/schema.py": ("contract/test_ledger_opening.py", "migrations make just these tables"),
    "connectors/ledger/search.py": ("contract/test_ledger_search.py", "one suite for every database"),
    "connectors/ledger/selecting.py": ("contract/test_ledger_selections.py", "one suite for every database"),
    "connectors/ledger/settling.py": (STANDING, "one suite for every database"),
    "connectors/ledger/writing.py": ("contract/test_ledger.py", "one suite for every database"),
    "connectors/readers/pdf/pages.py": ("integration/test_bad_pdf.py", "it keeps processes, which bad files end"),
    "connectors/readers/registry.py": ("contract/test_readers.py", "one suite for every format"),
    "connectors/readers/rejection.py": ("contract/test_readers.py", "every reader rejects by it"),
    "connectors/sources/folder.py": ("contract/test_sources.py", "one suite for every source"),
    "connectors/sources/registry.py": ("contract/test_registries.py", "packages are installed to be found"),
    "gongbao/facts/docs.py": (KIND, "the page is of all kinds"),
    "gongbao/facts/forms.py": (KIND, "each form is tried on every kind"),
    "gongbao/facts/kind.py": (KIND, "one suite for every kind"),
    "gongbao/facts/kinds.py": (KIND, "one suite for every kind"),
    "gongbao/processes/children.py": (
        "unit/processes/test_worker.py",
        "a child that says how it fares",
    ),
    "gongbao/processes/confinement.py": (
        "unit/processes/test_worker.py",
        "a child that tries to get out",
    ),
    "gongbao/processes/serving.py": ("unit/processes/test_worker.py", "one conversation has two sides"),
    "transforms/beam.py": ("beam/test_beam_pipeline.py", "wiring, which Beam runs"),
    "transforms/segment/heads/__init__.py": ("unit/segment/test_heads.py", "readers are tried in their one order"),
    "transforms/segment/heads/chronicle.py": ("unit/segment/test_heads.py", "readers are tried in their one order"),
    "transforms/segment/heads/entries.py": ("unit/segment/test_heads.py", "readers are tried in their one order"),
    "transforms/segment/heads/head.py": ("unit/segment/test_heads.py", "readers are tried in their one order"),
    "transforms/segment/heads/numbered.py": ("unit/segment/test_heads.py", "readers are tried in their one order"),
    "transforms/segment/joining/by_form.py": ("unit/segment/test_joining.py", "rules are tried in their one order"),
    "transforms/segment/joining/by_words.py": ("unit/segment/test_joining.py", "rules are tried in their one order"),
    "transforms/segment/joining/seam.py": ("unit/segment/test_joining.py", "what rules ask, asked by each of them"),
    "transforms/tag/body_patterns.py": ("unit/tag/test_bodies.py", "patterns decide together"),
    "transforms/tag/relation_clauses.py": ("unit/tag/test_relations.py", "sentences and lists decide together"),
    "transforms/tag/relation_lists.py": ("unit/tag/test_relations.py", "sentences and lists decide together"),
    "transforms/tag/relation_words.py": ("unit/tag/test_relations.py", "patterns decide together"),
    "transforms/tag/entities.py": ("unit/tag/test_tag.py", "it puts the mentions of all modules together"),
}
MIGRATIONS = "migrations"  # done and over; contract/test_ledger_opening.py brings an old ledger up to date


def has_logic(path: Path) -> bool:
    """Whether a module defines a function; one that lists words, weights or tables does not."""
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))


def modules() -> Iterator[str]:
    """Every module that has logic."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if MIGRATIONS not in path.parts and has_logic(path):
                yield path.relative_to(ROOT).as_posix()


def mirror(module: str) -> Path:
    """Where the tests of a module belong; those of a package itself are called after its folder."""
    _, *folders, name = Path(module).with_suffix("").parts
    return ROOT.joinpath("tests", "unit", *folders, f"test_{folders[-1] if name == '__init__' else name}.py")


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_has_its_tests(module: str) -> None:
    """In a file of its own, or where the list says: in one of the two, so that nobody looks in vain."""
    where, _ = ELSEWHERE.get(module, (None, ""))
    own = mirror(module)
    assert own.exists() is (where is None), f"tests of {module} belong to {own.relative_to(ROOT)}"
    assert where is None or (ROOT / "tests" / where).exists()


def test_the_list_names_modules_that_are_there() -> None:
    """One that is gone, or has no logic any more, needs no reason."""
    assert ELSEWHERE.keys() <= set(modules())
