"""Two outputs against each other."""

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.text import tokens
from boilerbench.versions.outputs import changed_text

OLD = "The ferry left the harbour at dawn. The piano went aboard. The captain steered by hand."


def told(older: str, newer: str) -> list[tuple[str, str]]:
    return [(piece.mark, " ".join(piece.text.split())) for piece in changed_text(older, newer)]


def test_what_was_lost_stands_before_what_came_instead() -> None:
    """A word replaced is lost, then added, with the words around it."""
    new = OLD.replace("piano", "organ")
    assert told(OLD, new) == [("missing", "piano"), ("added", "organ")]
    lost, _ = changed_text(OLD, new)
    assert (lost.before, lost.after) == (
        "left the harbour at dawn. The",
        "went aboard. The captain steered by",
    )


def test_text_that_was_dropped_at_the_end_is_missing() -> None:
    """What no kept text follows is told last."""
    assert told(OLD, OLD.partition(" The captain")[0]) == [
        ("missing", "The captain steered by hand")
    ]
    assert told("", OLD)[0][0] == "added"
    assert told(OLD, "")[0][0] == "missing"


def test_equal_texts_have_nothing_to_tell() -> None:
    """The same text, and the same words laid out anew, differ in nothing."""
    assert changed_text(OLD, OLD) == ()
    assert changed_text(OLD, OLD.replace(". ", ".\n\n")) == ()


WORDS = st.lists(st.sampled_from(["ferry", "piano", "dawn", "harbour", "left"]), max_size=12)


@given(WORDS, WORDS)
def test_pieces_account_for_the_lengths(older: list[str], newer: list[str]) -> None:
    """The older text without what is missing is as long as the newer without what was added."""
    texts = " ".join(older), " ".join(newer)
    lengths = {"missing": 0, "added": 0, "moved": 0}
    for piece in changed_text(*texts):
        lengths[piece.mark] += len(list(tokens(piece.text)))
    assert len(older) - lengths["missing"] == len(newer) - lengths["added"]
