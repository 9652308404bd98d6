"""What every named rule and cost keeps to: a name of its own, a reason, and a weight that is read."""

import inspect
import re
from dataclasses import fields

from transforms.segment import pairing, parting
from transforms.segment.joining import JOINING
from transforms.segment.pairing import PAIRING
from transforms.segment.parting import ENDING, FOLLOWING, TURNING
from transforms.segment.roles import ROLES
from transforms.segment.rules import name_function
from transforms.segment.weights import Weights

COSTING = (*PAIRING, *FOLLOWING, *TURNING, *ENDING)
REASONS = {r.name: r.reason for r in (*JOINING, *ROLES)} | {name_function(c): c.__doc__ or "" for c in COSTING}


def test_a_name_means_one_thing():
    """Across all lists, so that a reading that names it leaves no doubt."""
    assert len(REASONS) == len(JOINING) + len(ROLES) + len(COSTING)


def test_names_are_in_kebab_case():
    """As findings are named."""
    assert not [name for name in REASONS if not re.fullmatch("[a-z]+(-[a-z]+)*", name)]


def test_each_says_why():
    """A sentence that a person can check against a printed gazette."""
    assert not [name for name, reason in REASONS.items() if not reason.strip().endswith(".")]


def test_each_weight_is_weighed():
    """One that no cost reads would say something untrue in the table."""
    read = set(re.findall(r"WEIGHTS\.(\w+)", inspect.getsource(pairing) + inspect.getsource(parting)))
    assert read == {field.name for field in fields(Weights)}
