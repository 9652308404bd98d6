"""Issuers that the titles of a volume name."""

import pytest

from transforms.segment.shared_issuers import find_shared_issuers, match_issuer

SCHOOL = "某某大学"


@pytest.mark.parametrize(
    ("titles", "bodies", "why"),
    [
        (
            (f"{SCHOOL}甲类办法", f"{SCHOOL}乙类规定", f"{SCHOOL}丙类细则", "甲类法"),
            (SCHOOL,),
            "three titles open with it",
        ),
        ((f"{SCHOOL}甲类办法", f"{SCHOOL}乙类规定", "甲类法"), (), "two are too few"),
        (("甲类办法", "甲类规定", "甲类细则"), (), "what they open with is no body"),
    ],
)
def test_several_titles_open_with_a_body(titles, bodies, why):
    """What a volume's own titles teach."""
    assert find_shared_issuers(titles) == bodies, why


def test_a_title_is_matched():
    """A title that opens with none was issued by another."""
    assert match_issuer(f"{SCHOOL}甲类办法", (SCHOOL,)) == SCHOOL
    assert match_issuer("甲类办法", (SCHOOL,)) is None
