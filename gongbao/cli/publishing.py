"""Commands about Kafka: publish, topics, dead-letters, replay."""

import sys
import time
from typing import TYPE_CHECKING, Any

import typer

from gongbao import composition
from gongbao.cli.printing import print_table, say, say_cells, say_error, say_json
from gongbao.errors import GazetteError, InputError

if TYPE_CHECKING:
    from gongbao.app.dead_letters import ListedDeadLetter
    from gongbao.app.deliver import PublishedBatch
    from gongbao.ports import Adoption

topics_app = typer.Typer(help="Topics as deploy/topics.toml describes them.", no_args_is_help=True)
dead_letters_app = typer.Typer(help="What could not be read or published.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: gongbao publish --follow")(publish)
    app.command(epilog="Example: gongbao replay --since 2021/4 --type 'gongbao.appointment.*'")(replay)
    topics_app.command("apply", epilog="Example: gongbao topics apply --yes")(apply_topics)
    dead_letters_app.command("list", epilog="Example: gongbao dead-letters list --json")(list_dead_letters)
    dead_letters_app.command("show", epilog="Example: gongbao dead-letters show 5e0c")(show_dead_letter)
    dead_letters_app.command("replay", epilog="Example: gongbao dead-letters replay --all")(replay_dead_letters)
    app.add_typer(topics_app, name="topics")
    app.add_typer(dead_letters_app, name="dead-letters")


def publish(
    follow: bool = typer.Option(False, "--follow", "-f", help="Keep publishing what comes, until stopped."),
    adopt: bool = typer.Option(False, "--adopt", help="First take over what the topics have and the ledger lacks."),
    as_json: bool = typer.Option(False, "--json", help="Print each batch as a JSON line."),
) -> None:
    """Publish the outbox to Kafka: each event exactly once to read_committed readers, in order for each key.

    Expiries, past and near, are noted once a day. With --follow, waits while Kafka does not answer, and catches up.
    Exit code 9: another publisher took over.

    --adopt is for a ledger that was put back from a backup or made anew, and for topics that were lost. Ingest again
    what came since the backup first. What readers have is not sent again; what differs from it is sent as a correction,
    at positions after theirs. Issues that only the topics know are named: they are compared when they are ingested.
    """
    from gongbao.app.deliver import DailyExpiries

    def show(batch: "PublishedBatch") -> None:
        if as_json:
            say_json({"events": batch.events, "letters": batch.dead_letters, "position": batch.position})
            sys.stdout.flush()

    def wait(error: GazetteError, seconds: float) -> None:
        say_error(f"{error} Trying again in {seconds:g} s.")

    with composition.open_ledger(composition.read_settings()) as ledger:
        expiries = DailyExpiries(ledger)

        def sleep(seconds: float) -> None:
            expiries.note()
            time.sleep(seconds)

        if adopt:
            show_adoption(composition.adopt_topics(composition.read_settings(), ledger))
        expiries.note()
        total = composition.open_publisher(composition.read_settings(), ledger)(follow, show, wait, sleep)
    if not as_json:
        say(f"{total} event{'' if total == 1 else 's'} published")


def show_adoption(found: "Adoption") -> None:
    """Say, to people, what was taken over."""
    say_error(f"{found.adopted} events taken over from the topics, {found.news} follow after them")
    for issue in found.awaited:
        say_error(f"{issue} was published and is not in the ledger: ingest it again")


def apply_topics(
    yes: bool = typer.Option(False, "--yes", "-y", help="Do it without asking."),
    as_json: bool = typer.Option(False, "--json", help="Print the plan as JSON."),
) -> None:
    """Show which topics are to be created or changed, then do it. Topics that are not described are left alone."""
    steps = composition.plan_topics(composition.read_settings())
    if as_json:
        rows = [{"topic": s.topic.name, "action": s.action, "said": s.description} for s in steps]
        say_json(rows, indent=1)
    else:
        for step in steps:
            say(f"{step.action:9}  {step.topic.name}  {step.description}")
    doable = [step for step in steps if step.action != "blocked"]
    if not doable:
        if not as_json:
            say("Nothing to do.")
    elif yes or (sys.stdin.isatty() and typer.confirm(f"Apply {len(doable)} steps?")):
        composition.change_topics(composition.read_settings(), doable)
        if not as_json:
            say(f"{len(doable)} steps done")
    elif not as_json:
        say("Nothing was changed; --yes applies it.")
    if len(doable) < len(steps):
        raise typer.Exit(1)


def replay(
    since: str | None = typer.Option(None, help="The first issue: 2021/4, 2021 or liaocheng/2021/4. Default: all."),
    type_: list[str] | None = typer.Option(None, "--type", help="Only these types; may end in *. May be repeated."),
    to: str | None = typer.Option(None, "--to", help="One topic for all of them, instead of their own."),
) -> None:
    """Send published events again, marked with ce_replay, and write the state of their documents again.

    Event ids stay the same, so that readers can skip what they have.
    """
    from gongbao.app.replay import replay as send_again

    config = composition.read_settings()
    with composition.open_ledger(config) as ledger:
        total = send_again(ledger, composition.open_resend(config), since, type_, to)
    say(f"{total} event{'' if total == 1 else 's'} sent again")


def list_dead_letters(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the dead letters that wait, the oldest first."""
    found = composition.list_dead_letters(composition.read_settings())
    if as_json:
        say_json([_to_row(one) for one in found], indent=1)
        return
    if not found:
        say("No dead letters.")
        return
    rows = []
    for one in found:
        letter = one.letter
        about = (letter.subject or letter.topic) if letter else None
        rows.append([one.key, letter.stage if letter else "unreadable", about, one.reason])
    print_table(["id", "stage", "about", "reason"], rows)


def show_dead_letter(name: str = typer.Argument(..., help="Its id, or the beginning of it.")) -> None:
    """Print one dead letter as JSON: what failed, why, the chain of errors, and where the artifact lies."""
    one = composition.choose_dead_letter(composition.list_dead_letters(composition.read_settings()), name)
    say_json(_to_row(one), indent=1)


def replay_dead_letters(
    names: list[str] | None = typer.Argument(None, help="Ids, or beginnings of ids."),
    all_: bool = typer.Option(False, "--all", help="All that wait."),
    drop: bool = typer.Option(False, "--drop", help="Take them off the list without trying again."),
) -> None:
    """Try again: an event is published, a file is read from where it was found, or from the blob store.

    What succeeds is taken off the list. Exit code 5: something still fails, and stays.
    """
    from gongbao.app.dead_letters import replay_dead_letters as try_again

    if bool(names) == all_:
        raise typer.BadParameter("name some dead letters, or give --all")
    config = composition.read_settings()
    waiting = composition.list_dead_letters(config)
    wanted = waiting if all_ else [composition.choose_dead_letter(waiting, name) for name in names or []]
    stays = False
    with composition.open_ledger(config) as ledger:
        for retry in try_again(wanted, lambda one: composition.replay_dead_letter(config, ledger, one, drop)):
            say_cells([retry.key, retry.said])
            stays = stays or retry.stays
    if stays:
        raise typer.Exit(InputError.exit_code)


def _to_row(one: "ListedDeadLetter") -> dict[str, Any]:
    from gongbao.app.dead_letters import describe_dead_letter

    return describe_dead_letter(one, composition.open_blobs(composition.read_settings()))
