"""A misspelt name is answered with the one that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.spelling import nearest, suggestion

KNOWN = ("tokens", "shingles", "aeb-shingles", "jusText")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("tokns", "tokens"),
        ("TOKENS", "tokens"),
        ("shingels", "shingles"),
        ("justext", "jusText"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_found_in_any_case(name: str, meant: str | None) -> None:
    """A slip of the pen or of the case gets the right name; a strange one gets none."""
    assert nearest(name, KNOWN) == meant


@given(st.text(max_size=9), st.lists(st.text(max_size=9), max_size=5))
def test_a_suggestion_is_one_of_the_known_names(name: str, known: list[str]) -> None:
    """Whatever is asked, only a known name is offered, and a name as it is spelled is found."""
    assert nearest(name, known) in {None, *known}
    if name in known:
        found = nearest(name, known)
        assert found is not None
        assert found.casefold() == name.casefold()


def test_a_sentence_ends_with_the_suggestion_or_a_full_stop() -> None:
    """One style for every message about an unknown name."""
    assert suggestion("tokns", KNOWN) == "; did you mean 'tokens'?"
    assert suggestion("zzz", KNOWN) == "."
