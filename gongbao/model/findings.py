"""What a person should know of an issue or a file: one code a kind of finding, one function that words it.

Codes are stable; messages are one sentence that says what and, where it helps, what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongbao.model.offices import Misfit, MisfitKind


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class FindingCode(StrEnum):
    """The kinds of findings."""

    BAD_INPUT = "bad-input"
    OVER_LIMIT = "over-limit"
    READING_FAILED = "reading-failed"
    NO_READABLE_PAGE = "no-readable-page"
    NO_GAZETTE = "no-gazette"
    PAGE_REJECTED = "page-rejected"
    PAGE_READ_BY_OCR = "page-read-by-ocr"
    PAGE_BLANK = "page-blank"
    PAGE_COMPLETED_BY_OCR = "page-completed-by-ocr"
    TEXT_LAYER_INCOMPLETE = "text-layer-incomplete"
    TEXT_LAYER_GARBLED = "text-layer-garbled"
    PDF_CUT_OFF = "pdf-cut-off"
    PDF_REBUILT = "pdf-rebuilt"
    PDF_DAMAGED = "pdf-damaged"
    PDF_INVISIBLE_TEXT = "pdf-invisible-text"
    PDF_WATERMARK = "pdf-watermark"
    OCR_LOW_CONFIDENCE = "ocr-low-confidence"
    OCR_NOTHING = "ocr-nothing"
    UNKNOWN_GAZETTE = "unknown-gazette"
    NO_ISSUE_NUMBER = "no-issue-number"
    DOCUMENTS_ALONE = "documents-alone"
    PAGES_OUT_OF_ORDER = "pages-out-of-order"
    ISSUES_MISSING = "issues-missing"
    NO_CONTENTS = "no-contents"
    NO_DOCUMENTS = "no-documents"
    TEXT_BEFORE_DOCUMENTS = "text-before-documents"
    ENTRY_WITHOUT_DOCUMENT = "entry-without-document"
    DOCUMENT_WITHOUT_ENTRY = "document-without-entry"
    NUMBER_TWICE = "number-twice"
    DOCUMENT_NUMBER_TAKEN = "document-number-taken"
    NO_TITLE = "no-title"
    NO_TEXT = "no-text"
    NO_DATE = "no-date"
    BREAKS_OFF = "breaks-off"
    OPEN_BRACKET = "open-bracket"
    NUMBER_SKIPPED = "number-skipped"
    JUMP_WITHOUT_TAIL = "jump-without-tail"
    JUMP_WITHOUT_HEAD = "jump-without-head"
    QUARANTINED = "quarantined"
    TEXT_UNCLEAR = "text-unclear"
    OFFICE_MISFIT = "office-misfit"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: of a document, a page (from 0, in the file) and a line of it (from 0), as far as it is of one."""

    code: FindingCode
    message: str
    severity: Severity = Severity.WARNING
    document: str | None = None
    page: int | None = None
    line: int | None = None


# A file that is no issue


def bad_input(code: str, message: str) -> Finding:
    """The file is not what it should be, or asks for too much; `code` is the error's, as far as it is one of ours."""
    known = FindingCode(code) if code in tuple(FindingCode) else FindingCode.BAD_INPUT
    return Finding(known, message, Severity.ERROR)


def reading_failed(reason: str) -> Finding:
    """A rule raised on the file: a fault of the program, not of the file."""
    message = f"The program failed at this file: {reason} It is tried again when the program has changed."
    return Finding(FindingCode.READING_FAILED, message, Severity.ERROR)


def no_readable_page(reason: str) -> Finding:
    """Not one page can be read."""
    return Finding(FindingCode.NO_READABLE_PAGE, f"No page can be read: {reason}", Severity.ERROR)


def no_gazette(rejected: int, pages: int, reason: str | None) -> Finding:
    """Neither contents nor document was found; `rejected` of the pages could not be read, the first for a reason."""
    message = "No 目录 and no document was found: this is no gazette issue, or one that is badly damaged."
    if rejected:
        message += f" {rejected} of {pages} pages could not be read: {reason}."
    return Finding(FindingCode.NO_GAZETTE, message, Severity.ERROR)


# Pages


def page_rejected(page: int, reason: str) -> Finding:
    """A page was left out. People count pages from 1."""
    message = f"Page {page + 1} of the file was left out: {reason}"
    return Finding(FindingCode.PAGE_REJECTED, message, Severity.ERROR, page=page)


def page_read_by_ocr(page: int, reason: str) -> Finding:
    """A page has no text layer that can be trusted."""
    return Finding(FindingCode.PAGE_READ_BY_OCR, f"Read by OCR: {reason}.", Severity.INFO, page=page)


def page_blank(page: int) -> Finding:
    """Nothing is printed on a page, as on the back of a cover; where a file is damaged, something may have been."""
    return Finding(FindingCode.PAGE_BLANK, f"Page {page + 1} of the file is blank.", Severity.INFO, page=page)


def page_completed_by_ocr(page: int, reason: str) -> Finding:
    """A page's text layer holds only a part of what is printed."""
    return Finding(FindingCode.PAGE_COMPLETED_BY_OCR, f"Read by OCR in part: {reason}.", Severity.INFO, page=page)


def text_layer_incomplete(page: int, doubt: str, reason: str) -> Finding:
    """Text is printed on a page that neither its text layer nor OCR gave."""
    message = f"Text may be missing from page {page + 1} of the file: {doubt}, and {reason.rstrip('.')}."
    return Finding(FindingCode.TEXT_LAYER_INCOMPLETE, message, Severity.ERROR, page=page)


def text_layer_garbled(page: int, garbled: int, characters: int) -> Finding:
    """Some characters of a text layer are none, too few to have the page read by OCR."""
    message = (
        f"{garbled} of {characters} characters of the text layer have no meaning: a font's character map lacks them."
    )
    return Finding(FindingCode.TEXT_LAYER_GARBLED, message, page=page)


def pdf_cut_off() -> Finding:
    """The end of the file is missing."""
    message = "The PDF ends in the middle: its last pages may be missing."
    return Finding(FindingCode.PDF_CUT_OFF, message, Severity.ERROR, page=0)


def pdf_rebuilt(pages: int, others: int | None) -> Finding:
    """What lies where in the file had to be found out anew; two parsers may find another number of pages."""
    found = f"{pages} pages were found" + (f", by another way {others}" if others not in (None, pages) else "")
    message = f"The PDF is damaged, and its objects had to be found out anew: {found}; others may be missing."
    return Finding(FindingCode.PDF_REBUILT, message, Severity.ERROR, page=0)


def pdf_damaged(page: int, parts: str) -> Finding:
    """Parts of what a page is made of can't be decoded."""
    message = f"Text may be missing from page {page + 1} of the file: {parts} is damaged. Get the file anew."
    return Finding(FindingCode.PDF_DAMAGED, message, Severity.ERROR, page=page)


def pdf_invisible_text(page: int, characters: int, words: str) -> Finding:
    """Text that nobody sees was left out."""
    message = f"{characters} characters that nobody sees were left out: {shorten(words)}"
    return Finding(FindingCode.PDF_INVISIBLE_TEXT, message, Severity.INFO, page=page)


def pdf_watermark(page: int, words: str) -> Finding:
    """What lies across the text of a page was left out."""
    message = f"A watermark across the text was left out: {shorten(words)}"
    return Finding(FindingCode.PDF_WATERMARK, message, Severity.INFO, page=page)


def shorten(words: str, most: int = 500) -> str:
    """The words, or where there are very many, the first of them."""
    return words if len(words) <= most else words[:most] + "…"


def ocr_low_confidence(page: int, doubted: int, lines: int, least: str) -> Finding:
    """OCR is not sure of some lines, least of one."""
    message = f"{doubted} of {lines} lines were read with little confidence, least {least!r}."
    return Finding(FindingCode.OCR_LOW_CONFIDENCE, message, page=page)


def ocr_nothing(page: int) -> Finding:
    """A picture without text."""
    message = "No text was found on the picture of the page."
    return Finding(FindingCode.OCR_NOTHING, message, Severity.INFO, page=page)


# The issue


def unknown_gazette(name: str | None) -> Finding:
    """The gazette has no description; `name` is what its masthead says."""
    said = (
        f"The gazette “{name}” is not described; general rules were used."
        if name
        else "No masthead says which gazette this is; general rules were used."
    )
    return Finding(FindingCode.UNKNOWN_GAZETTE, said + " Add a file for it to `gazettes/`.")


def documents_alone() -> Finding:
    """The file is no issue: it has no masthead and no contents, but documents."""
    message = "The file is no issue of a gazette; its documents stand by themselves, and it is named by its hash."
    return Finding(FindingCode.DOCUMENTS_ALONE, message, Severity.INFO)


def no_issue_number() -> Finding:
    """Year or number are not to be found."""
    message = "The issue does not say its year and number, so it is named by its file's hash."
    return Finding(FindingCode.NO_ISSUE_NUMBER, message, Severity.ERROR)


def pages_out_of_order() -> Finding:
    """The numbers printed on the pages are not in the order of the file."""
    message = "The pages of the file are out of order; they were read in the order of the numbers printed on them."
    return Finding(FindingCode.PAGES_OUT_OF_ORDER, message)


def issues_missing(first: int, last: int, year: int | None) -> Finding:
    """Numbers between an issue that is held and this one."""
    missing = f"Number {first}" if first == last else f"Numbers {first} to {last}"
    message = f"{missing} of {year} is not in the ledger, though an earlier one and this one are."
    return Finding(FindingCode.ISSUES_MISSING, message, Severity.INFO)


def no_contents() -> Finding:
    """Nothing says what the issue should hold."""
    message = "No 目录 was found, so nothing tells whether documents are missing."
    return Finding(FindingCode.NO_CONTENTS, message)


def no_documents() -> Finding:
    """There is not one document."""
    return Finding(FindingCode.NO_DOCUMENTS, "No document was found in this issue.", Severity.ERROR)


def text_before_documents(characters: int) -> Finding:
    """More text before the first document than a cover and an imprint have."""
    message = f"{characters} characters before the first document belong to none that was recognised."
    return Finding(FindingCode.TEXT_BEFORE_DOCUMENTS, message, Severity.ERROR)


def entry_without_document(entry: str) -> Finding:
    """The contents list what was not found."""
    message = f"The 目录 lists “{entry}”, but no such document was found."
    return Finding(FindingCode.ENTRY_WITHOUT_DOCUMENT, message, Severity.ERROR)


def document_without_entry(document: str, name: str | None) -> Finding:
    """The contents do not list what was found."""
    return Finding(FindingCode.DOCUMENT_WITHOUT_ENTRY, f"“{name}” is not in the 目录.", document=document)


def number_twice(document: str, number: str | None) -> Finding:
    """Two documents of the issue bear one number."""
    message = f"Two documents bear the number {number}; the later goes by its title."
    return Finding(FindingCode.NUMBER_TWICE, message, document=document)


def document_number_taken(taken: str, kept_as: str) -> Finding:
    """Another issue's document goes by the id."""
    message = f"Another document already goes by {taken}; this one is kept as {kept_as}."
    return Finding(FindingCode.DOCUMENT_NUMBER_TAKEN, message, Severity.INFO, kept_as)


def quarantined(uri: str, sha256: str, why: str, severity: Severity = Severity.WARNING) -> Finding:
    """Another file, or another reading of this one, waits for a person."""
    message = (
        f"{uri} is not taken: {why}. Decide with `gongbao accept {sha256[:12]}` or `gongbao reject {sha256[:12]}`."
    )
    return Finding(FindingCode.QUARANTINED, message, severity)


# A document


def no_title(document: str, number: str | None, given: str) -> Finding:
    """A document prints no title; `given` is what it is called instead."""
    message = f"No title was found for {number or 'a document without 文号'}; it is called “{given}”."
    return Finding(FindingCode.NO_TITLE, message, Severity.ERROR, document)


def no_text(document: str, title: str) -> Finding:
    """A document without a paragraph."""
    return Finding(FindingCode.NO_TEXT, f"“{title}” has no text.", Severity.ERROR, document)


def no_date(document: str, title: str) -> Finding:
    """A document that is not dated."""
    return Finding(FindingCode.NO_DATE, f"“{title}” bears no date.", Severity.INFO, document)


def breaks_off(document: str, title: str, last_words: str, page: int | None, line: int | None) -> Finding:
    """The last sentence is not closed."""
    message = f"“{title}” ends in mid-sentence: …{last_words}"
    return Finding(FindingCode.BREAKS_OFF, message, Severity.WARNING, document, page, line)


def open_bracket(document: str, first_words: str, page: int | None, line: int | None) -> Finding:
    """A bracket of a paragraph is not closed."""
    message = f"A bracket is never closed in: {first_words}…"
    return Finding(FindingCode.OPEN_BRACKET, message, Severity.WARNING, document, page, line)


def number_skipped(document: str, before: str, after: str, page: int | None, line: int | None) -> Finding:
    """Between two numbers of a row some are missing."""
    message = f"After {before} comes {after}: something is missing or misread."
    return Finding(FindingCode.NUMBER_SKIPPED, message, Severity.WARNING, document, page, line)


def jump_without_tail(to_page: int | None, page: int | None, line: int | None) -> Finding:
    """A text goes on on another page, but not there."""
    message = f"The text goes on on page {to_page}, but no tail from there was found."
    return Finding(FindingCode.JUMP_WITHOUT_TAIL, message, Severity.ERROR, page=page, line=line)


def jump_without_head(from_page: int | None, page: int | None, line: int | None) -> Finding:
    """A text comes from another page, where nothing breaks off."""
    message = f"A tail says that it continues page {from_page}, but nothing there breaks off for it."
    return Finding(FindingCode.JUMP_WITHOUT_HEAD, message, Severity.ERROR, page=page, line=line)


def text_unclear(document: str, title: str, rivals: Sequence[str]) -> Finding:
    """A text is spoken of by a title that several texts bear."""
    named = ", ".join(rivals[:5])
    message = f"“{title}” may be {named}: nothing tells which one is meant, so what is said of it counts for none."
    return Finding(FindingCode.TEXT_UNCLEAR, message, Severity.WARNING, document)


def office_misfit(post: str, misfit: Misfit) -> Finding:
    """An appointment or a removal does not fit to what other documents say of the office."""
    person, other = misfit.person, misfit.other
    message = {
        MisfitKind.APPOINTED_TWICE: f"{person} is appointed {post}, and was so by {other} within a year.",
        MisfitKind.HELD_BY_ANOTHER: f"{person} is removed as {post}, which {other} has held for a year or more.",
        MisfitKind.MISREAD_NAME: f"{person} is removed as {post}, to which {other} was appointed: a misread name?",
    }[misfit.kind]
    return Finding(FindingCode.OFFICE_MISFIT, message, Severity.INFO, misfit.by)
