"""What a document states of the force of texts."""

import datetime as dt

import pytest
from builders import make_document

from gongbao.archive.statements import find_relations, name_text, state_other, state_own
from gongbao.model import Citation, Effect, Facts, Relation, RelationKind, TextRelation, Validity

D = dt.date
SAID, FIRST, DAY, LAST = D(2021, 4, 6), D(2021, 5, 1), D(2021, 6, 1), D(2026, 4, 30)


def test_its_own_term() -> None:
    """A term in years ends on a day."""
    found = state_own("a", SAID, Validity(FIRST, None, "五年", 3))
    assert [(s.effect, s.since, s.until, s.paragraph) for s in found] == [
        (Effect.ENTERS, FIRST, None, 3),
        (Effect.EXPIRES, None, LAST, 3),
    ]
    assert state_own("a", SAID, Validity()) == ()


CASES = [
    (TextRelation(RelationKind.REPEALS, "示政发〔2015〕9号", None, since=DAY), FIRST, DAY, "the day it names"),
    (
        TextRelation(RelationKind.REPEALS, "示政发〔2015〕9号", None),
        FIRST,
        FIRST,
        "when the document enters into force",
    ),
    (TextRelation(RelationKind.REPEALS, "示政发〔2015〕9号", None), None, SAID, "the date of the document"),
]


@pytest.mark.parametrize(("relation", "first", "since", "why"), CASES, ids=[case[-1] for case in CASES])
def test_from_when(relation: TextRelation, first: dt.date | None, since: dt.date, why: str) -> None:
    found = state_other("a", SAID, first, relation)
    assert found is not None
    assert (found.effect, found.since) == (Effect.REPEALS, since), why


def test_what_says_nothing_of_force() -> None:
    """A ground is none, and the end of an article is not the end of the text; to amend an article is to amend it."""
    assert state_other("a", SAID, None, TextRelation(RelationKind.BASED_ON, "示政发〔2015〕9号", None)) is None
    article = TextRelation(RelationKind.REPEALS, "示政发〔2015〕9号", None, provision="第三条")
    assert state_other("a", SAID, None, article) is None
    amended = state_other("a", SAID, None, TextRelation(RelationKind.AMENDS, None, "旧办法", provision="第三条"))
    assert amended is not None
    assert amended.effect is Effect.AMENDS


def test_name_has_who_issued_the_text() -> None:
    name = name_text(TextRelation(RelationKind.REPEALS, None, "示例市人民政府关于加强湿地保护的通知"))
    assert (name.number, name.title, name.issuer) == (None, "关于加强湿地保护的通知", "示例市人民政府")


def test_document_read_before_there_were_relations_repeals_what_it_cites_as_repealed() -> None:
    cited = Citation(Relation.REPEALS, "示政发〔2015〕9号", "旧办法", 2, 0, 11, "repeal", 0.9)
    facts = Facts(citations=(cited, Citation(Relation.CITES, "示政发〔2016〕1号", None, 1, 0, 11)))
    (found,) = find_relations(make_document(facts=facts))
    assert (found.relation, found.number, found.title, found.paragraph) == (
        RelationKind.REPEALS,
        "示政发〔2015〕9号",
        "旧办法",
        2,
    )
