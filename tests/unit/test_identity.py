"""Documents of an issue have ids of their own, which follow from what they are."""

from builders import GAZETTE, make_document
from hypothesis import given
from hypothesis import strategies as st

from gongbao.identity import name_documents
from gongbao.model import Document

TITLES = ("关于甲类工作的通知", "关于乙类工作的通知", "公告")
DOCUMENTS = st.builds(
    make_document,
    number=st.sampled_from([None, "示政发〔2021〕5号", "示政发〔2021〕6号", "第3号"]),
    title=st.sampled_from(TITLES),
    texts=st.sampled_from([("现将甲事通知如下。",), ("现将乙事公告如下。",)]),
)


@given(st.lists(DOCUMENTS, max_size=6))
def test_ids_are_each_once(documents: list[Document]) -> None:
    """Whatever an issue holds, even one text twice."""
    names = name_documents(GAZETTE, documents)
    assert len(set(names)) == len(names) == len(documents)


NAMED_APART = st.lists(DOCUMENTS, min_size=1, unique_by=(lambda d: d.number or d.title, lambda d: d.title))


@given(NAMED_APART, st.data())
def test_removing_one_document_renames_no_other(documents: list[Document], data: st.DataObject) -> None:
    """The ids of the others stay."""
    at = data.draw(st.integers(0, len(documents) - 1))
    before = name_documents(GAZETTE, documents)
    after = name_documents(GAZETTE, documents[:at] + documents[at + 1 :])
    assert before[:at] + before[at + 1 :] == after


def test_documents_of_one_name_go_by_their_texts() -> None:
    """Three 公告 of one day: each keeps its id when another goes, and two of one text stay two."""
    texts = [("现将甲事公告如下。",), ("现将乙事公告如下。",), ("现将丙事公告如下。",), ("现将丙事公告如下。",)]
    documents = [make_document(n, title="公告", texts=text) for n, text in enumerate(texts, 1)]
    names = name_documents(GAZETTE, documents)
    assert len(set(names)) == 4
    assert name_documents(GAZETTE, documents[1:]) == names[1:]


def test_of_one_number_twice_the_first_bears_it() -> None:
    """The other goes by its title."""
    documents = [make_document(n, "示政发〔2021〕5号", title=title) for n, title in enumerate(TITLES[:2], 1)]
    first, second = name_documents(GAZETTE, documents)
    assert first == f"{GAZETTE}/示政发/2021/5"
    assert second.startswith(f"{GAZETTE}/示例市人民政府/2021-04-06/")
