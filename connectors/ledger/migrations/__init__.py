"""Migrations of the ledger. `HEAD` is the version that this code writes and reads."""

HEAD = "0002"
