"""Servers that the tests of this folder share."""

from kafka_server import broker, chosen, ledger, made, own_broker

__all__ = ["broker", "chosen", "ledger", "made", "own_broker"]
