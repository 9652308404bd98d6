"""Kinds of facts."""
