"""Commands that look at what the ledger holds: search, show, issues, findings, export, events."""

import datetime as dt
import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gongbao.errors import GazetteError, InputError, NotFoundError
from gongbao.ports import Event, Hit, Hits, Ledger, Query
from gongbao.settings import settings

if TYPE_CHECKING:  # a transform is imported where it is asked for
    from gongbao.model import Issue
    from transforms.explain import ParagraphReason


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog='Example: gongbao search "营商环境 审批" --kind notice --since 2021-01-01')(search)
    app.command(epilog="Example: gongbao show 聊政发〔2021〕5号")(show)
    app.command(epilog="Example: gongbao page liaocheng/2021/4 3 --boxes -o page.png")(page)
    app.command(epilog="Example: gongbao issues --json")(issues)
    app.command(epilog="Example: gongbao findings liaocheng/2021/4")(findings)
    app.command(epilog="Example: gongbao export liaocheng/2021/4 > 2021-4.json")(export)
    app.command(epilog="Example: gongbao events --type 'gongbao.document.*' --since 12 --json")(events)


def open_ledger() -> Ledger:
    """The ledger that the settings name."""
    from connectors.ledger import open_ledger as open_book

    config = settings()
    if config.database_url is None:
        config.home.mkdir(parents=True, exist_ok=True)
    return open_book(config.database)


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


def search(
    words: list[str] = typer.Argument(..., help="Words, a “phrase”, a 文号, a name."),
    kind: str | None = typer.Option(None, help="order, notice, opinion, appointment or chronicle."),
    issuer: str | None = typer.Option(None, help="Who issued it, whole: 聊城市人民政府."),
    number: str | None = typer.Option(None, help="The 文号, in any brackets."),
    gazette: str | None = typer.Option(None, help="The gazette's id."),
    entity: str | None = typer.Option(None, help="A person, body or place that the document mentions."),
    since: str | None = typer.Option(None, help="Dated on or after: 2021-04-22, 2021-04 or 2021."),
    until: str | None = typer.Option(None, help="Dated on or before the first day of this."),
    limit: int = typer.Option(10, min=1, max=1000, help="How many hits."),
    engine: str | None = typer.Option(
        None, help="ledger or elasticsearch. Without it: Elasticsearch where one is set and answers, else the ledger."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Find documents by their words: the best paragraph of each, best first. Exit code 1: nothing found."""
    query = Query(
        text=" ".join(words),
        kind=kind,
        issuer=issuer,
        number=number,
        gazette=gazette,
        entity=entity,
        since=parse_day(since),
        until=parse_day(until),
        limit=limit,
    )
    found = find(query, engine)
    if as_json:
        hits = [{**asdict(hit), "date": hit.date.isoformat() if hit.date else None} for hit in found.hits]
        answer = {"total": found.total, "hits": hits} | ({"meant": found.meant} if found.meant else {})
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        if found.meant:
            typer.echo(typer.style(f"Nothing says that; these say {found.meant}:", dim=True))
        for hit in found.hits:
            _print_hit(hit)
        typer.echo(f"{found.total} document{'' if found.total == 1 else 's'}")
    if not found.total:
        raise typer.Exit(1)


def find(query: Query, engine: str | None = None) -> Hits:
    """Ask the engine named; without a name Elasticsearch where one is set and answers, else the ledger."""
    if engine not in (None, "ledger", "elasticsearch"):
        raise InputError(f"There is no engine “{engine}”.", "Use --engine ledger or --engine elasticsearch.")
    config = settings().elasticsearch
    if engine == "elasticsearch" or (engine is None and config.url):
        from connectors.elastic.search import ElasticsearchSearch

        try:
            return ElasticsearchSearch(config).search(query)
        except GazetteError as error:
            if engine is not None:
                raise
            typer.echo(f"gongbao: {error} The ledger answers instead.", err=True)
    return open_ledger().search(query)


AROUND = 60  # characters shown either side of the first highlight


def _print_hit(hit: Hit) -> None:
    """A hit in three lines: what, where, and the words with what was found set off."""
    place = f" · page {', '.join(map(str, hit.pages))}" if hit.pages else ""
    dated = f" · {hit.date}" if hit.date else ""
    typer.echo(typer.style(hit.title, bold=True))
    typer.echo(typer.style(f"  {hit.document} · {hit.issue}{dated}{place}", dim=True))
    first = hit.highlights[0][0] if hit.highlights else 0
    low, high = max(0, first - AROUND), min(len(hit.text), first + 2 * AROUND)
    typer.echo("  " + ("…" if low else "") + mark(hit, low, high) + ("…" if high < len(hit.text) else "") + "\n")


def mark(hit: Hit, low: int, high: int) -> str:
    """The words from `low` to `high` with the highlights set off: in colour on a terminal, in 【】 elsewhere."""
    colour = sys.stdout.isatty()
    parts, at = [], low
    for start, end in hit.highlights:
        start, end = max(start, at), min(end, high)
        if start >= end:
            continue
        found = hit.text[start:end]
        parts += [hit.text[at:start], typer.style(found, fg="yellow", bold=True) if colour else f"【{found}】"]
        at = end
    return "".join([*parts, hit.text[at:high]]).replace("\t", " | ").replace("\n", " ")


def show(
    document: str = typer.Argument(..., help="A document's id or 文号."),
    pages: bool = typer.Option(False, "--pages", help="Say for each paragraph where it was printed."),
    why: bool = typer.Option(False, "--why", help="Say for each paragraph which rules joined it and gave its role."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Show one document: what is known of it, its text, its facts."""
    from gongbao.export import export_document, locate

    ledger = open_ledger()
    stored = ledger.document(document)
    d = stored.document
    places = locate(ledger.issue(d.issue), d) if pages else None
    reasons = explain_reading(ledger.issue(d.issue), d.id) if why else None
    if as_json:
        data = {**export_document(d), "issue": d.issue, "revision": stored.revision, "version": stored.version}
        if places is not None:
            data["places"] = places
        if reasons is not None:
            data["why"] = [asdict(reason) for reason, _ in reasons]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    typer.echo(typer.style(d.title, bold=True))
    known = [d.number, d.issuer, str(d.date) if d.date else None, d.kind.value, d.issue, f"version {stored.version}"]
    typer.echo(typer.style("  " + " · ".join(k for k in known if k), dim=True))
    validity = d.facts.validity
    terms = [
        f"in force from {validity.effective_from}" if validity.effective_from else "",
        f"until {validity.expires}" if validity.expires else "",
        f"for {validity.valid_for}" if validity.valid_for else "",
    ]
    if any(terms):
        typer.echo("  " + ", ".join(t for t in terms if t))
    for citation in d.facts.citations:
        typer.echo(f"  {citation.relation} {citation.number or ''} {citation.title or ''}".rstrip())
    typer.echo("")
    for at, paragraph in enumerate(d.paragraphs):
        typer.echo(paragraph.text.replace("\t", " | "))
        for place in places[at] if places is not None else []:
            typer.echo(typer.style(f"    {describe(place)}", dim=True))
        for line in reasons[at][1] if reasons is not None else []:
            typer.echo(typer.style(f"    {line}", dim=True))


def explain_reading(issue: "Issue", document: str) -> list[tuple["ParagraphReason", list[str]]]:
    """Why each paragraph is what it is, as data and in lines."""
    from gongbao.gazette import load_all
    from transforms.explain import describe_reason, explain

    return [(reason, describe_reason(reason)) for reason in explain(issue, document, load_all(settings().gazettes))]


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
    ledger = open_ledger()
    whole = ledger.issue(issue)
    found = next((p for p in whole.pages if p.index == number), None)
    if found is None:
        last = max(p.index for p in whole.pages)
        raise NotFoundError(f"{issue} has no page {number}.", f"Its pages are 0 to {last}.")
    if output is None:
        if found.rejected is not None:
            typer.echo(f"This page could not be read: {found.rejected}", err=True)
        for line in found.lines:
            typer.echo(line.text)
        return
    if whole.artifact.media_type != "application/pdf":
        raise InputError(f"{issue} was read from a text, which has no pages to draw.", "Leave out -o to see its lines.")
    from connectors.blobs.folder import FolderBlobs
    from connectors.readers.pdf.drawing import draw

    bare = replace(found, lines=(), running=())
    picture = draw(
        FolderBlobs(settings().blobs).path(whole.artifact.sha256), found if boxes else bare, settings().limits
    )
    output.write_bytes(picture)
    typer.echo(f"{output}: page {number} of {issue}, {len(found.lines)} lines, read by {found.reader}")


def issues(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the issues in the ledger."""
    found = open_ledger().issues()
    if as_json:
        rows = [{**asdict(i), "committed": i.committed.isoformat()} for i in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found:
        typer.echo("No issues yet. Take some in: gongbao ingest PATH…")
        return
    from gongbao.cli.tables import print_table

    print_table(
        ["id", "name", "documents", "facts", "findings", "file"],
        [[i.id, i.name, i.documents, i.facts, i.findings, i.artifact] for i in found],
    )


def findings(
    issue: str | None = typer.Argument(None, help="An issue's id; all issues and rejected files without it."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """List what a person should look at: rejected files, missing documents, torn texts."""
    found = open_ledger().findings(issue)
    if as_json:
        typer.echo(json.dumps([asdict(f) for f in found], ensure_ascii=False, indent=1))
        return
    if not found:
        typer.echo("No findings.")
        return
    from gongbao.cli.tables import print_table

    rows = [
        [f.finding.severity, f.finding.code, f.issue or f.uri, f.finding.document, f.finding.message] for f in found
    ]
    print_table(["severity", "code", "where", "document", "what"], rows)


def export(
    issue: str = typer.Argument(..., help="An issue's id, as `gongbao issues` lists it."),
    lines: bool = typer.Option(False, "--lines", help="The printed lines in reading order instead."),
) -> None:
    """Print all that is known of an issue as one JSON object (docs/export.md)."""
    from gongbao.export import export_issue, export_lines

    whole = open_ledger().issue(issue)
    data = export_lines(whole.pages) if lines else export_issue(whole)
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def events(
    follow: bool = typer.Option(False, "--follow", "-f", help="Wait for more, until stopped."),
    type_: list[str] | None = typer.Option(None, "--type", help="Only these types; may end in *. May be repeated."),
    since: int = typer.Option(0, "--since", help="Only those after this position."),
    as_json: bool = typer.Option(False, "--json", help="Print CloudEvents as JSON lines."),
) -> None:
    """Read the events of the outbox in order, as a subscriber would."""
    ledger = open_ledger()
    while True:
        for event in ledger.events(since, type_):
            since = event.position
            typer.echo(json.dumps(to_cloudevent(event), ensure_ascii=False) if as_json else _line(event))
        if not follow:
            return
        sys.stdout.flush()
        time.sleep(0.5)


def to_cloudevent(event: Event) -> dict[str, Any]:
    """An event in CloudEvents 1.0's JSON format; its place in the outbox is the extension `position`."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "type": event.type,
        "source": event.source,
        "subject": event.subject,
        "time": event.time.isoformat(),
        "datacontenttype": "application/json",
        "position": event.position,
        "data": event.data,
    }


def _line(event: Event) -> str:
    what = event.data.get("title") or event.data.get("person") or event.data.get("message") or ""
    cause = event.data.get("cause", "")
    return f"{event.position}\t{event.time:%Y-%m-%d %H:%M:%S}\t{event.type}\t{event.subject}\t{cause}\t{what}"
