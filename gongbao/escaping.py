"""Text from outside, made safe for where it is shown: one function a kind of sink.

Whatever comes from a file, a server or the command line may hold characters that a sink obeys instead of showing them:
controls that move a terminal's cursor or retitle its window, marks that turn the direction of a line around, signs that
nobody sees, Markdown that becomes a link. They are written out here, so that one sees that they are there.
"""

import re

# By Unicode's categories: controls (Cc), formats (Cf: bidirectional and zero-width marks, tags), line and paragraph
# separators (Zl, Zp), lone surrogates (Cs), and what is no character at all. `unicodedata` gives them a character at a
# time; a class of a pattern looks through an issue of millions in a tenth of a second.
_UNSAFE = (
    "\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_UNSAFE_CHARACTER = re.compile(f"[{_UNSAFE}]")
_UNSAFE_IN_JSON = re.compile(f"(?!\n)[{_UNSAFE}]")  # its own line ends; those of a string are escaped already

# What may begin a construct of CommonMark or GitHub's dialect: anywhere, of an address, of a list.
_MARKDOWN = re.compile(r"[\\`*_\[\]()<>{}&|~!#$@]|:(?=//)|(?<=www)\.|(?<=\d)\.(?=\s|$)|^[-+=]", re.IGNORECASE)


def escape_line(text: str) -> str:
    r"""For a terminal or a log: one line, in which what is unsafe is written out as `\x1b`, `\u202e`, `\n`."""
    return _UNSAFE_CHARACTER.sub(_write_out, text)


def escape_cell(text: str) -> str:
    """For a cell between tabs: as a line, but tabs and line ends are mere blanks there."""
    return escape_line(re.sub(r"[\t\r\n]", " ", text))


def escape_json(text: str) -> str:
    r"""JSON that reads as the same data, with what is unsafe as `\uXXXX`: it may be printed to a terminal."""
    return _UNSAFE_IN_JSON.sub(_write_out_for_json, text)


def escape_markdown(text: str) -> str:
    """For a sink that renders Markdown: a line of it that shows just the text, without links, pictures or HTML."""
    return _MARKDOWN.sub(r"\\\g<0>", escape_line(text).strip(" "))


def _write_out(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _write_out_for_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
