"""Commands that ingest issues: watch and ingest."""

import random
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gongbao import composition
from gongbao.cli.printing import print_table, say, say_error, say_json
from gongbao.errors import (
    GazetteError,
    InputError,
    LedgerError,
    NotFoundError,
    ReadingError,
    SettingsError,
    UnavailableError,
)

if TYPE_CHECKING:
    from gongbao.app.ingest import Outcome

WAITS = 12  # a file is in quarantine until a person decides
FIRST_WAIT, LAST_WAIT = 0.5, 60.0  # seconds before a round that failed is tried again


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao ingest 2021-04.txt 2021-06.md issues/")(ingest)
    app.command(epilog="Example: gongbao watch /srv/gazettes --once")(watch)


def check_places(places: list[str]) -> list[str]:
    """Places as they are named. A path that leads nowhere is a slip of the command line; of a URL its source tells."""
    for place in places:
        if not place or (not composition.is_url(place) and not Path(place).exists()):
            raise typer.BadParameter(f"Path '{place}' does not exist.")
    return places


def check_folder(place: str) -> str:
    """A place that can be watched."""
    [place] = check_places([place])
    if not composition.is_url(place) and Path(place).is_file():
        raise typer.BadParameter(f"'{place}' is a file.")
    return place


def ingest(
    places: list[str] = typer.Argument(
        ..., help="Files, folders of them, or URLs of a source.", callback=check_places, metavar="paths"
    ),
    backfill: bool = typer.Option(False, "--backfill", help="Mark the events as history, not news."),
    as_json: bool = typer.Option(False, "--json", help="Print the outcomes as JSON lines."),
) -> None:
    """Read issues and commit them, in this process.

    Repeating it changes nothing. Exit code 5 says that a file was rejected, 8 that one could not be fetched, 11 that
    the program failed at one, 12 that one waits for `gongbao accept` or `gongbao reject`; the others went through.
    """
    from gongbao.app.ingest import ingest as take_in
    from gongbao.model import Cause

    config = composition.read_settings()
    with composition.open_intake(config) as intake, _Progress(as_json) as progress:
        cause = Cause.BACKFILLED if backfill else Cause.NEW
        source = composition.open_source(places, config)
        outcomes = progress.follow(take_in(intake, source, True, cause, progress.expect))
    _end(outcomes, as_json)


def watch(
    folder: str = typer.Argument(
        ..., help="The folder where issues appear, or the URL of a source.", callback=check_folder
    ),
    once: bool = typer.Option(False, "--once", help="One round, then exit."),
    interval: float = typer.Option(60.0, "--interval", min=1.0, help="Seconds between rounds."),
    deliver: bool = typer.Option(False, "--deliver", help="After each round, publish to Kafka and bring the index up."),
    as_json: bool = typer.Option(False, "--json", help="Print the outcomes as JSON lines."),
) -> None:
    """Find new issues in a folder and take each through the pipeline, as a Prefect flow.

    Works with no Prefect server running; with PREFECT_API_URL set, runs show there. --deliver does what `gongbao
    publish` and `gongbao index sync` do, as far as Kafka and Elasticsearch are configured; what one of them misses
    while it is down is delivered in the next round. It takes over from a `gongbao publish --follow` of the same name.
    """
    config = composition.read_settings()
    if deliver and not config.kafka.configured and config.elasticsearch.url is None:
        raise SettingsError(
            "There is nothing to deliver to.",
            "Set GONGBAO_KAFKA__BOOTSTRAP_SERVERS or GONGBAO_ELASTICSEARCH__URL, or leave --deliver out.",
        )
    from flows.environment import prepare

    prepare(config.home)
    from flows.watch import run_round

    troubles = _Troubles()
    while not once:
        try:
            done, without = run_round(folder, deliver)
        except (UnavailableError, LedgerError, NotFoundError) as error:
            troubles.tell({"watch": f"{error} {error.next_step} The next round tries again."})
            time.sleep(troubles.pause(interval))
        else:
            troubles.tell({"prefect": without, **_undelivered(done.undelivered), **_skipped(done.outcomes)})
            _show([o for o in done.outcomes if o.skipped is None or as_json], as_json)
            time.sleep(interval)
    done, without = run_round(folder, deliver)
    troubles.tell({"prefect": without, **_undelivered(done.undelivered)})
    _end(done.outcomes, as_json)
    for undelivered in done.undelivered.values():
        raise typer.Exit(undelivered.exit_code)


def _undelivered(errors: "Mapping[str, GazetteError]") -> dict[str, str | None]:
    return {name: f"{name}: {error} {error.next_step}" for name, error in errors.items()}


def _skipped(outcomes: "list[Outcome]") -> dict[str, str]:
    return {o.uri: f"{o.uri}: {o.skipped} The next round tries again." for o in outcomes if o.skipped is not None}


class _Troubles:
    """What is wrong outside while rounds go on: each trouble is said as it comes, once, and when all are over."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._failures = 0

    def tell(self, found: "Mapping[str, str | None]") -> None:
        """Say what is new of the troubles of a round, by what has them."""
        now = {name: said for name, said in found.items() if said is not None}
        for name, said in now.items():
            if self._said.get(name) != said:
                say_error(said)
        if self._said and not now:
            say_error("all answer again.")
        self._said = now
        self._failures = self._failures + 1 if "watch" in now else 0

    def pause(self, interval: float) -> float:
        """Seconds until the next try: doubled by each failure, and at random, so that many don't come at once."""
        longest = max(interval, LAST_WAIT)
        wait: float = min(FIRST_WAIT * 2**self._failures, longest)
        return wait * random.uniform(0.5, 1.0)  # noqa: S311 no secret


class _Progress:
    """A bar on a terminal, nothing in a pipe."""

    def __init__(self, quiet: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> "_Progress":
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("reading issues", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def expect(self, total: int) -> None:
        """How many there will be."""
        if self._bar is not None:
            self._bar.update(self._task, total=total)

    def follow(self, outcomes: "Iterable[Outcome]") -> "list[Outcome]":
        """All outcomes, the bar moving as they come."""

        def each() -> "Iterator[Outcome]":
            for outcome in outcomes:
                if self._bar is not None:
                    self._bar.advance(self._task)
                yield outcome

        return list(each())


def _end(outcomes: "list[Outcome]", as_json: bool) -> None:
    """Print the table and leave with the code that says what happened."""
    _show(outcomes, as_json)
    states = {o.state for o in outcomes}
    for state, error in (("failed", ReadingError), ("rejected", InputError), ("skipped", UnavailableError)):
        if state in states:
            raise typer.Exit(error.exit_code)
    if "quarantined" in states:
        raise typer.Exit(WAITS)


def _show(outcomes: "list[Outcome]", as_json: bool) -> None:
    if as_json:
        for o in outcomes:
            row = {
                "uri": o.uri,
                "issue": o.issue,
                "state": o.state,
                "documents": o.documents,
                "facts": o.facts,
                "findings": o.findings,
                "seconds": round(o.seconds, 3),
                "rejected": o.rejected,
                "failed": o.failed,
                "skipped": o.skipped,
                "why": o.why,
            }
            say_json(row)
        return
    if not outcomes:
        say("Nothing new.")
        return
    read = [o for o in outcomes if o.issue is not None]
    rows = [[o.issue, o.state, o.documents, o.facts, o.findings, f"{o.seconds:.1f}"] for o in read]
    if rows:
        print_table(["issue", "state", "documents", "facts", "findings", "seconds"], rows)
    for o in outcomes:
        if o.issue is None:
            say(f"{o.state} {o.uri}: {o.rejected or o.failed or o.skipped}", err=True)
        elif o.why is not None:
            say(f"{o.state} {o.uri}: {o.why}. See `gongbao files {o.issue}`.", err=True)
