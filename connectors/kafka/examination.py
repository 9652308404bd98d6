"""What `gongbao doctor` says of Kafka: whether it answers, has its topics, and knows the ledger's publisher."""

from connectors.kafka import topics
from connectors.kafka.connection import admin, translated_errors
from connectors.kafka.dead_letters import list_dead_letters
from connectors.kafka.positions import check_position, read_position
from gongbao.errors import GazetteError
from gongbao.ports import Ledger
from gongbao.settings import Kafka

NOT_CONFIGURED = "not configured"


def examine_brokers(config: Kafka) -> str:
    """Where Kafka is, how many brokers answer, and how they are secured. Raises UnavailableError, SettingsError."""
    if not config.configured:
        return NOT_CONFIGURED
    with translated_errors(config):
        client = admin(config)
        try:
            brokers = len(client.describe_cluster()["brokers"])
        finally:
            client.close()
    security = " ".join(filter(None, ["TLS" if config.tls else "", config.sasl_mechanism or ""]))
    return f"{config.bootstrap_servers}, {brokers} broker{'' if brokers == 1 else 's'}, {security or 'open'}"


def examine_topics(config: Kafka) -> str:
    """How many topics are as described. Raises GazetteError where one is not, SettingsError where one is missing."""
    if not config.configured:
        return NOT_CONFIGURED
    routes = topics.load(config)
    changes = topics.plan(routes.topics, topics.check(config, routes))
    if changes:
        differing = "; ".join(f"{change.topic.name}: {change.description}" for change in changes)
        raise GazetteError(f"{differing}.", "See `gongbao topics apply`.")
    return f"{len(routes.names)} topics as described"


def examine_publisher(config: Kafka, ledger: Ledger) -> str:
    """How many events of the ledger and how many dead letters wait. Raises UnavailableError, SettingsError."""
    if not config.configured:
        return NOT_CONFIGURED
    position, foreign = read_position(config, topics.load(config))
    if position is not None:
        check_position(ledger, config, position)
    waiting = ledger.last_event() - (position.position if position else 0)
    summary = f"{waiting} events wait, {len(list_dead_letters(config))} dead letters"
    if foreign:
        summary += f", {len(foreign)} foreign records among the positions"
    if awaited := ledger.awaited():
        summary += f"; published, and to be ingested again: {', '.join(awaited)}"
    return summary
