"""Servers that the tests of this folder share."""

from kafka_server import broker, config, ledger, made, own_broker

__all__ = ["broker", "config", "ledger", "made", "own_broker"]
