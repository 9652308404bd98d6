"""Commands about Kafka: publish, topics, dead-letters, replay."""

import datetime as dt
import json
import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import typer

from gongbao.cli.looking import open_ledger
from gongbao.errors import GazetteError, InputError
from gongbao.events.dead_letters import DeadLetter
from gongbao.serialization import to_data
from gongbao.settings import Settings, settings

if TYPE_CHECKING:
    from connectors.kafka.dead_letters import Listed

topics_app = typer.Typer(help="Topics as deploy/topics.toml describes them.", no_args_is_help=True)
letters_app = typer.Typer(help="What could not be read or published.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao publish --follow")(publish)
    app.command(epilog="Example: gongbao replay --since 2021/4 --type 'gongbao.appointment.*'")(replay)
    topics_app.command("apply", epilog="Example: gongbao topics apply --yes")(apply_topics)
    letters_app.command("list", epilog="Example: gongbao dead-letters list --json")(list_letters)
    letters_app.command("show", epilog="Example: gongbao dead-letters show 5e0c")(show_letter)
    letters_app.command("replay", epilog="Example: gongbao dead-letters replay --all")(replay_letters)
    app.add_typer(topics_app, name="topics")
    app.add_typer(letters_app, name="dead-letters")


def publish(
    follow: bool = typer.Option(False, "--follow", "-f", help="Go on with what comes, until stopped."),
    as_json: bool = typer.Option(False, "--json", help="Print each batch as a JSON line."),
) -> None:
    """Publish the outbox to Kafka: each event exactly once to read_committed readers, in order for each key.

    What expired, or soon will, is noted once a day. With --follow, waits where Kafka does not answer, and catches up by
    itself. Exit code 9: another took over.
    """
    from connectors.kafka.publisher import Batch, run

    quieten()
    signal.signal(signal.SIGTERM, _stop)

    def show(batch: Batch) -> None:
        if as_json:
            typer.echo(json.dumps({"events": batch.events, "letters": batch.letters, "position": batch.position}))
            sys.stdout.flush()

    def wait(error: GazetteError, seconds: float) -> None:
        typer.echo(f"gongbao: {error} Trying again in {seconds:g} s.", err=True)

    ledger = open_ledger()
    noted = dt.date.min

    def note_expiries() -> None:
        nonlocal noted
        if noted != dt.date.today():
            noted = dt.date.today()
            ledger.note_expiries(noted)

    def sleep(seconds: float) -> None:
        note_expiries()
        time.sleep(seconds)

    note_expiries()
    total = run(ledger, settings().kafka, follow, show, wait, sleep)
    if not as_json:
        typer.echo(f"{total} event{'' if total == 1 else 's'} published")


def apply_topics(
    yes: bool = typer.Option(False, "--yes", "-y", help="Do it without asking."),
    as_json: bool = typer.Option(False, "--json", help="Print the plan as JSON."),
) -> None:
    """Show what is to be made or changed, then do it. Topics that are not described are left alone."""
    from connectors.kafka import topics

    quieten()
    config = settings().kafka
    routes = topics.load(config)
    steps = topics.plan(routes.topics, topics.find(config, routes.names))
    if as_json:
        rows = [{"topic": s.topic.name, "action": s.action, "said": s.said} for s in steps]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for step in steps:
            typer.echo(f"{step.action:9}  {step.topic.name}  {step.said}")
    doable = [step for step in steps if step.action != "blocked"]
    if not doable:
        if not as_json:
            typer.echo("Nothing to do.")
    elif yes or (sys.stdin.isatty() and typer.confirm(f"Apply {len(doable)} steps?")):
        topics.apply(config, doable)
        if not as_json:
            typer.echo(f"{len(doable)} steps done")
    elif not as_json:
        typer.echo("Nothing was changed; --yes applies it.")
    if len(doable) < len(steps):
        raise typer.Exit(1)


def replay(
    since: str | None = typer.Option(None, help="The first issue: 2021/4, 2021 or liaocheng/2021/4. Default: all."),
    type_: list[str] | None = typer.Option(None, "--type", help="Only these types; may end in *. May be repeated."),
    to: str | None = typer.Option(None, "--to", help="One topic for all of them, instead of their own."),
) -> None:
    """Send published events again, marked with ce_replay, and write the state of their documents anew.

    Event ids stay the same: a reader that knows them passes over what it has.
    """
    from connectors.kafka.replaying import replay as send_again
    from gongbao.app.replay import parse_since

    quieten()
    wanted = parse_since(since) if since is not None else None
    total = send_again(open_ledger(), settings().kafka, wanted, type_, to)
    typer.echo(f"{total} event{'' if total == 1 else 's'} sent again")


def list_letters(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the dead letters that wait, the oldest first."""
    from connectors.kafka import dead_letters as letters

    quieten()
    found = letters.letters(settings().kafka)
    if as_json:
        typer.echo(json.dumps([_row(one) for one in found], ensure_ascii=False, indent=1))
        return
    if not found:
        typer.echo("No dead letters.")
        return
    from gongbao.cli.tables import print_table

    rows = []
    for one in found:
        letter = one.letter
        about = (letter.subject or letter.topic) if letter else None
        rows.append([one.key, letter.stage if letter else "unreadable", about, one.reason])
    print_table(["id", "stage", "about", "reason"], rows)


def show_letter(name: str = typer.Argument(..., help="The letter's id, or how it begins.")) -> None:
    """Print one dead letter as JSON: what, why, the chain of errors, and where the artifact lies."""
    from connectors.kafka import dead_letters as letters

    quieten()
    typer.echo(json.dumps(_row(letters.choose(letters.letters(settings().kafka), name)), ensure_ascii=False, indent=1))


def replay_letters(
    names: list[str] | None = typer.Argument(None, help="Ids of letters, or how they begin."),
    all_: bool = typer.Option(False, "--all", help="All that wait."),
    drop: bool = typer.Option(False, "--drop", help="Take them off the list without trying again."),
) -> None:
    """Try again: an event is published, a file is read from where it was found, or from the blob store.

    What succeeds is taken off the list. Exit code 5: something still fails, and stays.
    """
    from connectors.kafka import dead_letters as letters

    quieten()
    if bool(names) == all_:
        raise typer.BadParameter("name some letters, or give --all")
    config = settings()
    waiting = letters.letters(config.kafka)
    wanted = waiting if all_ else [letters.choose(waiting, name) for name in names or []]
    ledger = open_ledger()
    failed = False
    for one in wanted:
        try:
            said = letters.replay(ledger, config.kafka, one, lambda letter: read_again(letter, config), drop)
        except InputError as error:
            failed, said = True, f"stays: {error} {error.next_step}"
        typer.echo(f"{one.key}\t{said}")
    if failed:
        raise typer.Exit(InputError.exit_code)


def read_again(letter: DeadLetter, config: Settings) -> None:
    """Ingest the file of a letter. Raises InputError where it, or the page, still can't be read."""
    from flows import steps

    for outcome in steps.ingest([_file(letter, config)], config):
        if outcome.rejected is not None:
            raise InputError(outcome.rejected)
        if letter.page is not None and outcome.issue is not None:
            for stored in steps.open_book(config).findings(outcome.issue):
                if stored.finding.code == "page-rejected" and stored.finding.page == letter.page:
                    raise InputError(stored.finding.message)


def _file(letter: DeadLetter, config: Settings) -> Path:
    """Where the file of a letter lies: where it was found, or the bytes that were kept. Raises NotFoundError."""
    from connectors.blobs.folder import FolderBlobs

    parts = urlsplit(letter.uri or "")
    found = Path(unquote(parts.path))
    if parts.scheme == "file" and found.is_file():
        return found
    return FolderBlobs(config.blobs).path(letter.sha256 or "")


def _row(one: "Listed") -> dict[str, Any]:
    if one.letter is None:
        return {"id": one.key, "stage": "unreadable", "partition": one.partition, "offset": one.offset} | {
            "reason": one.reason
        }
    row: dict[str, Any] = to_data(one.letter)
    if one.letter.sha256:
        from connectors.blobs.folder import FolderBlobs

        try:
            row["artifact"] = str(FolderBlobs(settings().blobs).path(one.letter.sha256))
        except GazetteError:
            row["artifact"] = None
    return row


def check_kafka(config: Settings) -> str:
    """Kafka answers, as far as one is configured."""
    if not config.kafka.configured:
        return "not configured"
    from connectors.kafka.connection import admin, explained

    quieten()
    with explained(config.kafka):
        client = admin(config.kafka)
        brokers = len(client.describe_cluster()["brokers"])
        client.close()
    secured = " ".join(filter(None, ["TLS" if config.kafka.tls else "", config.kafka.sasl_mechanism or ""]))
    return f"{config.kafka.bootstrap_servers}, {brokers} broker{'' if brokers == 1 else 's'}, {secured or 'open'}"


def check_topics(config: Settings) -> str:
    """Topics are as described."""
    if not config.kafka.configured:
        return "not configured"
    from connectors.kafka import topics

    quieten()
    routes = topics.load(config.kafka)
    steps = topics.plan(routes.topics, topics.check(config.kafka, routes))
    if steps:
        raise GazetteError("; ".join(f"{s.topic.name}: {s.said}" for s in steps) + ".", "See `gongbao topics apply`.")
    return f"{len(routes.names)} topics as described"


def check_publisher(config: Settings) -> str:
    """The publisher's position fits the ledger; how many events and dead letters wait."""
    if not config.kafka.configured:
        return "not configured"
    from connectors.kafka import dead_letters as letters
    from connectors.kafka import topics
    from connectors.kafka.publisher import read_position

    quieten()
    found, bad = read_position(config.kafka, topics.load(config.kafka))
    ledger = open_ledger()
    position = found.position if found else 0
    dead = len(letters.letters(config.kafka))
    said = f"{ledger.last_event() - position} events wait, {dead} dead letters"
    return said + (f", {len(bad)} foreign records among the positions" if bad else "")


def quieten() -> None:
    """Keep the client's own log, which repeats what we say in a sentence, to --debug."""
    if not os.environ.get("GONGBAO_DEBUG"):
        logging.getLogger("kafka").propagate = False
        logging.getLogger("kafka").addHandler(logging.NullHandler())


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
