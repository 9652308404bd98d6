"""Kinds of facts: what each is called, its fields, its forms, and how it is shown to people.

`kinds()` lists them, `kind("appointments")` is one. All else that must know a kind follows from its description.
"""

from gongbao.facts.kind import FactKind, Field
from gongbao.facts.kinds import kind, kinds, registered

__all__ = ["FactKind", "Field", "kind", "kinds", "registered"]
