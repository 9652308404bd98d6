"""Who must do what by when."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import make_document, make_issue

from connectors.ledger import SqlLedger
from gongbao.app.duties import DutyRole, find_duties
from gongbao.model import Duty, Facts, Paragraph, Role
from gongbao.ports import Selection

D = dt.date
TEXTS = ("一、保护湿地", "划定边界。（市林业局牵头）", "补水。（牵头单位：市水利局；配合单位：县水利局）")


def fill(ledger: SqlLedger) -> None:
    """An issue with two duties under a heading."""
    duties = (
        Duty(("市林业局",), (), (), 1, 5, 13, "划定边界", ("6月底前",), D(2021, 6, 30)),
        Duty(("市水利局",), (), ("县水利局",), 2, 3, 23, "补水"),
    )
    document = make_document(1, "示政发〔2021〕9号", texts=TEXTS, facts=Facts(duties=duties))
    heading = Paragraph(TEXTS[0], Role.HEADING, document.paragraphs[0].spans, level=1)
    ledger.commit(make_issue((replace(document, paragraphs=(heading, *document.paragraphs[1:])),), number=5))


CASES = [
    (None, None, None, None, ["划定边界", "补水"], "everybody's"),
    ("市林业局", None, None, None, ["划定边界"], "one body's"),
    ("水利局", None, None, None, ["补水"], "the end of two bodies' names"),
    ("县水利局", DutyRole.LEAD, None, None, [], "it does not lead"),
    ("县水利局", DutyRole.COOPERATING, None, None, ["补水"], "it cooperates"),
    (None, None, D(2021, 6, 30), None, ["划定边界"], "due on that day or later; of no known day is none"),
    (None, None, None, D(2021, 6, 30), [], "due before that day"),
    (None, None, None, D(2021, 7, 1), ["划定边界"], "the day before"),
]


@pytest.mark.parametrize(("body", "role", "first", "before", "tasks", "why"), CASES, ids=[case[-1] for case in CASES])
def test_duties(
    ledger: SqlLedger,
    body: str | None,
    role: DutyRole | None,
    first: dt.date | None,
    before: dt.date | None,
    tasks: list[str],
    why: str,
) -> None:
    fill(ledger)
    found = list(find_duties(ledger, body, role, first, before, Selection(issue="shili/2021/5")))
    assert [one.task for one in found] == tasks, why
    assert all(one.headings == ("一、保护湿地",) for one in found)
