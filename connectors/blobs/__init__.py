"""Bytes by hash."""
