"""The weights of jumps: of the misfit of two ends, and of the misfit of a fragment behind a text.

Costs are added up; 0 is neutral, less than 0 speaks for it. `pairing` and `parting` hold the costs that they weigh.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each misfit of jumps costs. Only their proportions count, and how they stand to `no_pair`."""

    no_pair: float = 4.0  # an end of a jump left without another; what fits worse is no pair

    # Pairing: does the page that a mark states lie where the other end lies?
    wrong_page: float = 2.0  # the other end has another page number
    wrong_page_each: float = 0.2  # for every page that it is out,
    wrong_page_most: float = 2.0  # up to this: a misread figure may be out by any number
    unknown_page: float = 0.4  # no page number, and no contents that say where the document lies
    outside: float = 1.5  # the page lies outside what the contents give the document
    outside_each: float = 0.4  # for every page outside,
    outside_most: float = 2.5  # up to this
    same_text: float = 1.0  # both ends in what was printed under one head: documents seldom jump over themselves

    # Pairing: do the words fit?
    number_amid: float = 0.8  # a number goes on with a sentence that was left open
    mark_amid: float = 0.8  # a closing mark behind a sentence that was closed
    number_skips: float = 0.8  # a number that does not follow the last of its style
    words: float = -0.3  # words that the issue puts side by side elsewhere, times their join score

    # Following: does a fragment go on with a text?
    signature_amid: float = 1.5  # a date or a body's name in a sentence that was left open
    signature: float = 0.2  # a date or a body's name behind a closed one: it may be anybody's
    words_amid: float = -0.5  # the words of an open sentence go on, times their join score
    mark_opens: float = 1.0  # a closing mark behind a closed sentence
    words_anew: float = 0.2  # unnumbered words behind a closed sentence: they may be anybody's
    number_next: float = -0.5  # the count goes on: 40. 41.
    number_one: float = 0.1  # a count begins
    number_out: float = 1.5  # a number out of its count
    number_interrupts: float = 1.5  # a number in a sentence that was left open

    # Parting: how often, and where, does the text change hands?
    host_complete: float = 0.8  # the host goes on below its date: a document that was signed is complete
    change: float = 0.6  # the text changes hands: the fewer times the better
    next_page: float = 0.8  # a jump in goes on over the page: it fills the rest of one, the next is the host's
    jump_breaks_off: float = 2.0  # what jumped in ends in an open sentence and does not jump again
    host_breaks_off: float = 1.0  # the host does: less sure, for another jump may hold the rest


WEIGHTS = Weights()
