"""Commands that look at what the ledger holds: search, show, page, issues, facts, export, events."""

import datetime as dt
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gongbao import composition
from gongbao.cli.printing import Styled, print_table, say, say_cells, say_error, say_json, say_text
from gongbao.errors import InputError, UnavailableError
from gongbao.language.dates import add_months
from gongbao.model import Force, Phase

if TYPE_CHECKING:
    from gongbao.ports import Event, Hit


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog='Example: gongbao search "营商环境 审批" --kind notice --since 2021-01-01')(search)
    app.command(epilog="Example: gongbao show 聊政发〔2021〕5号")(show)
    app.command(epilog="Example: gongbao page liaocheng/2021/4 3 --boxes -o page.png")(page)
    app.command(epilog="Example: gongbao issues --json")(issues)
    app.command(epilog="Example: gongbao facts appointments --year 2021")(facts)
    app.command(epilog="Example: gongbao export liaocheng/2021/4 > 2021-4.json")(export)
    app.command(epilog="Example: gongbao events --type 'gongbao.document.*' --since 12 --json")(events)


def parse_day(text: str | None) -> dt.date | None:
    """A day as 2021-04-22, a month as 2021-04 or a year as 2021: the first day of it. Raises InputError."""
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise InputError(f"“{text}” is no date.", "Write it as 2021-04-22, 2021-04 or 2021.")


def parse_last_day(text: str | None) -> dt.date | None:
    """As `parse_day`, but the last day of a month or a year. Raises InputError."""
    first = parse_day(text)
    months = {0: 12, 1: 1}.get(text.count("-")) if text else None
    following = add_months(first, months) if first and months else None
    return following - dt.timedelta(days=1) if following else first


def search(
    words: list[str] = typer.Argument(..., help="Words, a “phrase”, a 文号, a name."),
    kind: str | None = typer.Option(None, help="order, notice, opinion, appointment or chronicle."),
    issuer: str | None = typer.Option(None, help="Who issued it, whole: 聊城市人民政府."),
    number: str | None = typer.Option(None, help="The 文号, in any brackets."),
    gazette: str | None = typer.Option(None, help="The gazette's id."),
    entity: str | None = typer.Option(None, help="A person, body or place that the document mentions."),
    since: str | None = typer.Option(None, help="Dated on or after: 2021-04-22, 2021-04 or 2021."),
    until: str | None = typer.Option(None, help="Dated on or before: a day, or the last one of a month or year."),
    in_force_on: str | None = typer.Option(None, help="In force on this day; `today` for today."),
    expires_before: str | None = typer.Option(None, help="In force today, and from this day on no more."),
    repealed: bool | None = typer.Option(None, "--repealed/--not-repealed", help="Repealed, replaced or lapsed."),
    limit: int = typer.Option(10, min=1, max=1000, help="How many hits."),
    engine: str | None = typer.Option(
        None, help="ledger or elasticsearch. Without it: Elasticsearch where one is set and answers, else the ledger."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Find documents by their words: the best paragraph of each, best first. Exit code 1: nothing found."""
    from gongbao.app.search import search as ask
    from gongbao.ports import Query

    query = Query(
        text=" ".join(words),
        kind=kind,
        issuer=issuer,
        number=number,
        gazette=gazette,
        entity=entity,
        since=parse_day(since),
        until=parse_last_day(until),
        limit=limit,
        in_force_on=dt.date.today() if in_force_on == "today" else parse_day(in_force_on),
        expires_before=parse_day(expires_before),
        repealed=repealed,
    )
    with composition.open_engines(composition.read_settings()) as engines:
        answer = ask(query, engines, engine)
    for refusal in answer.refusals:
        say_error(f"{refusal} The {answer.engine} answers instead.")
    found = answer.hits
    if as_json:
        hits = [{**asdict(hit), "date": hit.date.isoformat() if hit.date else None} for hit in found.hits]
        data = {"total": found.total, "hits": hits} | ({"meant": found.suggestion} if found.suggestion else {})
        say_json(data, indent=1)
    else:
        if found.suggestion:
            say(Styled(f"Looked for {found.suggestion}:", dim=True))
        for hit in found.hits:
            _print_hit(hit)
        say(f"{found.total} document{'' if found.total == 1 else 's'}")
    if not found.total:
        raise typer.Exit(1)


AROUND = 60  # characters shown either side of the first highlight


def _print_hit(hit: "Hit") -> None:
    """A hit in three lines: what, where, and the words with what was found set off."""
    place = f" · page {', '.join(map(str, hit.pages))}" if hit.pages else ""
    dated = f" · {hit.date}" if hit.date else ""
    say(Styled(hit.title, bold=True))
    say(Styled(f"  {hit.document} · {hit.issue}{dated}{place}", dim=True))
    first = hit.highlights[0][0] if hit.highlights else 0
    low, high = max(0, first - AROUND), min(len(hit.text), first + 2 * AROUND)
    say("  ", "…" if low else "", *mark(hit, low, high), "…" if high < len(hit.text) else "")
    say("")


def mark(hit: "Hit", low: int, high: int) -> list[str | Styled]:
    """The words from `low` to `high` with the highlights set off: in colour on a terminal, in 【】 elsewhere."""
    colour = sys.stdout.isatty()
    text = hit.text.replace("\n", " ")
    parts: list[str | Styled] = []
    at = low
    for start, end in hit.highlights:
        start, end = max(start, at), min(end, high)
        if start >= end:
            continue
        found = _show_tabs(text[start:end])
        parts += [_show_tabs(text[at:start]), Styled(found, bold=True, colour="yellow") if colour else f"【{found}】"]
        at = end
    return [*parts, _show_tabs(text[at:high])]


def _show_tabs(text: str) -> str:
    """Cells of a row are parted by tabs in the ledger."""
    return text.replace("\t", " | ")


def show(
    document: str = typer.Argument(..., help="A document's id or 文号."),
    pages: bool = typer.Option(False, "--pages", help="Say for each paragraph where it was printed."),
    why: bool = typer.Option(False, "--why", help="Say for each paragraph which rules joined it and gave its role."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Show one document: its metadata, text and facts."""
    from gongbao.app.status import show_document
    from gongbao.archive.force import find_phase
    from gongbao.export import export_document
    from gongbao.facts import kinds
    from gongbao.serialization import to_data

    config = composition.read_settings()
    with composition.open_ledger(config) as ledger:
        shown = show_document(ledger, document, pages, composition.open_explain(config) if why else None)
    stored, places, reasons = shown.stored, shown.places, shown.reasons
    d = stored.document
    if as_json:
        data = {**export_document(d), "issue": d.issue, "revision": stored.revision, "version": stored.version}
        data["text"] = to_data(shown.text)
        if places is not None:
            data["places"] = places
        if reasons is not None:
            data["why"] = [asdict(reason) for reason in reasons]
        say_json(data, indent=1)
        return
    say(Styled(d.title, bold=True))
    known = [d.number, d.issuer, str(d.date) if d.date else None, d.kind.value, d.issue, f"version {stored.version}"]
    say(Styled("  " + " · ".join(k for k in known if k), dim=True))
    phase = find_phase(shown.text.phases, dt.date.today())
    if phase.force is not Force.UNSTATED:
        by = f", by {phase.because.by}" if phase.because and phase.because.by != d.id else ""
        say(f"  {describe_phase(phase)}{by}")
    for kind in (kind for kind in kinds() if kind.headline):
        for fact in d.facts.of(kind.name):
            say(f"  {kind.describe(fact)}")
    say("")
    for at, paragraph in enumerate(d.paragraphs):
        say_text(_show_tabs(paragraph.text))
        for place in places[at] if places is not None else []:
            say(Styled(f"    {describe(place)}", dim=True))
        for line in composition.describe_reason(reasons[at]) if reasons is not None else []:
            say(Styled(f"    {line}", dim=True))


def describe_phase(phase: Phase) -> str:
    """How it stands, and from when to when, in words: in force since 2021-06-01, until 2026-05-31."""
    since = f" since {phase.first}" if phase.first else ""
    until = f", until {phase.last}" if phase.last else ""
    return f"{phase.force.value.replace('-', ' ')}{since}{until}"


def describe(place: dict[str, Any]) -> str:
    """Where a stretch was printed, in words."""
    said = f"page {place['page']}, line {place['line']}, characters {place['start']}–{place['end']}"
    if place.get("box"):
        said += " at ({:.1f}, {:.1f})–({:.1f}, {:.1f}) pt".format(*place["box"])
    return said


def page(
    issue: str = typer.Argument(..., help="An issue's id."),
    number: int = typer.Argument(..., help="The page in the file, from 0."),
    boxes: bool = typer.Option(False, "--boxes", help="Draw lines, columns and reading order over the page."),
    output: Path | None = typer.Option(None, "-o", "--output", help="Write a picture (PNG) here."),
) -> None:
    """Show what was read from one page: its lines in reading order, or a picture of it."""
    from gongbao.app.status import draw_page, show_page

    with composition.open_ledger(composition.read_settings()) as ledger:
        shown = show_page(ledger, issue, number)
    found = shown.page
    if output is None:
        if found.rejected is not None:
            say(f"This page could not be read: {found.rejected}", err=True)
        for line in found.lines:
            say(line.text)
        return
    config = composition.read_settings()
    picture = draw_page(issue, shown, composition.open_blobs(config), composition.draw_pages(config), boxes)
    write_whole(output, picture)
    say(f"{output}: page {number} of {issue}, {len(found.lines)} lines, read by {found.reader}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that a user asked for, whole or not at all. Raises UnavailableError."""
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():  # a pipe, a device; a folder is refused by the system
            path.write_bytes(data)
            return
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        step = "Name a file in a folder that is there, may be written, and has room."
        raise UnavailableError(f"{path} can't be written: {error.strerror}.", step) from error


def issues(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the issues in the ledger."""
    with composition.open_ledger(composition.read_settings()) as ledger:
        found = ledger.issues()
    if as_json:
        rows = [{**asdict(i), "committed": i.committed.isoformat()} for i in found]
        say_json(rows, indent=1)
        return
    if not found:
        say("No issues yet. Take some in: gongbao ingest PATH…")
        return
    print_table(
        ["id", "name", "documents", "facts", "findings", "waiting", "file"],
        [[i.id, i.name, i.documents, i.facts, i.findings, i.waiting, i.artifact] for i in found],
    )


def facts(
    kind: str | None = typer.Argument(None, help="appointments, duties … Without it: which kinds there are."),
    issue: str | None = typer.Option(None, help="Of one issue."),
    gazette: str | None = typer.Option(None, help="Of one gazette, by its id."),
    year: int | None = typer.Option(None, help="Of the issues of a year."),
    issuer: str | None = typer.Option(None, help="Of documents that a body issued, whole: 聊城市人民政府."),
    since: str | None = typer.Option(None, help="Of documents dated on or after: 2021-04-22, 2021-04 or 2021."),
    until: str | None = typer.Option(None, help="Of documents dated on or before this, or its last day."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON lines: a fact each, with its issue and document."),
) -> None:
    """List the facts of one kind over the whole ledger: who was appointed, who must do what, what is to be reached."""
    from gongbao.facts import kind as find_kind
    from gongbao.facts import kinds
    from gongbao.facts.forms import plain_row
    from gongbao.ports import Selection

    if kind is None:
        for one in kinds():
            say(f"{one.name:13} {one.description}")
        return
    found = find_kind(kind)
    selection = Selection(issue, gazette, year, None, issuer, parse_day(since), parse_last_day(until))
    with composition.open_ledger(composition.read_settings()) as ledger:
        for stored in ledger.facts(kind, selection):
            where = {"issue": stored.issue, "document": stored.document}
            row = where | plain_row(found, stored.fact)
            if as_json:
                say_json(row)
            else:
                say_cells([stored.document, found.describe(stored.fact)])


def export(
    issue: str = typer.Argument(..., help="An issue's id, as `gongbao issues` lists it."),
    lines: bool = typer.Option(False, "--lines", help="The printed lines in reading order instead."),
) -> None:
    """Print an issue with all documents and facts as one JSON object (docs/export.md)."""
    from gongbao.export import export_issue, export_lines

    with composition.open_ledger(composition.read_settings()) as ledger:
        whole = ledger.issue(issue)
    data = export_lines(whole.pages) if lines else export_issue(whole)
    say_json(data, indent=1)


def events(
    follow: bool = typer.Option(False, "--follow", "-f", help="Wait for more, until stopped."),
    type_: list[str] | None = typer.Option(None, "--type", help="Only these types; may end in *. May be repeated."),
    since: int = typer.Option(0, "--since", help="Only those after this position."),
    as_json: bool = typer.Option(False, "--json", help="Print CloudEvents as JSON lines."),
) -> None:
    """Read the events of the outbox in order, as a subscriber would."""
    from gongbao.app.status import follow_events, to_cloudevent

    def wait() -> None:
        sys.stdout.flush()
        time.sleep(0.5)

    with composition.open_ledger(composition.read_settings()) as ledger:
        for event in follow_events(ledger, since, type_, wait if follow else None):
            if as_json:
                say_json(to_cloudevent(event))
            else:
                say_cells(_cells(event))


def _cells(event: "Event") -> list[Any]:
    what = event.data.get("title") or event.data.get("person") or event.data.get("message") or ""
    cause = event.data.get("cause", "")
    return [event.position, f"{event.time:%Y-%m-%d %H:%M:%S}", event.type, event.subject, cause, what]
