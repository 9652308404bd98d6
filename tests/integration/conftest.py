"""Servers that the tests of this folder share."""

from elasticsearch_server import elasticsearch_node, elasticsearch_url
from kafka_server import broker, config, ledger, made, own_broker

__all__ = ["broker", "config", "elasticsearch_node", "elasticsearch_url", "ledger", "made", "own_broker"]
