"""Characters of private use by the name of their font."""

import pytest

from connectors.readers.pdf.symbols import CHARACTERS, name_symbols


@pytest.mark.parametrize(
    ("why", "font", "text", "named"),
    [
        ("a sign of multiplication and a sum", "ABCDEF+Symbol", "3\uf0b45，\uf0e5", "3×5，∑"),
        ("a Greek letter", "SymbolMT", "\uf061", "α"),
        ("a piece of a large bracket has no character", "Symbol", "\uf0e6", "\uf0e6"),
        ("another font's codes mean something else", "Wingdings", "\uf0b4", "\uf0b4"),
        ("a font whose name only holds the word", "MySymbolFont", "\uf0b4", "\uf0b4"),
        ("ordinary text", "Symbol", "文字", "文字"),
    ],
)
def test_symbols_are_named(why: str, font: str, text: str, named: str) -> None:
    """One for one, where the font is known."""
    assert name_symbols(text, lambda index: font) == named, why


def test_the_table_is_in_place() -> None:
    """Each end of each row of the encoding."""
    ends = {0xF020: " ", 0xF03F: "?", 0xF040: "≅", 0xF05F: "_", 0xF07E: "∼", 0xF0A0: "€", 0xF0AF: "↓", 0xF0C0: "ℵ"}
    ends |= {0xF0CF: "∉", 0xF0D0: "∠", 0xF0DF: "⇓", 0xF0E0: "◊", 0xF0E5: "∑"}
    assert {code: CHARACTERS[chr(code)] for code in ends} == ends
