"""Findings that are selected, and findings that are excused with a reason."""

from dataclasses import replace

import pytest

from boilerbench.corpora.checks import Fault
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.linting.checking import Excuse, parse_excuse, sorted_out
from boilerbench.records import Gold, HtmlBytes, Page

FOUND = (
    Fault("P02", "dev/1", "html", "x", "y"),
    Fault("P02", "test/1", "html", "x", "y"),
    Fault("S01", "dev/1", "contains 1", "x", "y"),
)
PAGE = Page("dev/1", HtmlBytes(b""), Gold(text="x"))


def test_an_excuse_is_for_a_rule_and_some_pages() -> None:
    """CODE=REASON, or CODE:PAGES=REASON; findings stay, with the reason, and do not count."""
    excuses = [parse_excuse("P02:test/*=stripped by its makers"), parse_excuse("S=known")]
    assert excuses[0] == Excuse("P02", "test/*", "stripped by its makers")
    out = sorted_out(iter(FOUND), Corpus("c", "c", ()), select=[], excuses=excuses)
    assert out.found == FOUND[:1]
    assert out.excused == ((FOUND[1], "stripped by its makers"), (FOUND[2], "known"))
    assert (out.of("warning"), out.of("error")) == (1, 0)


def test_a_page_may_excuse_itself() -> None:
    """Our own format has the reasons beside the gold."""
    corpus = Corpus("c", "c", (replace(PAGE, ignored=(("P02", "an old page"),)),))
    out = sorted_out(iter(FOUND), corpus, select=["P"], excuses=[])
    assert (out.found, out.excused) == (FOUND[1:2], ((FOUND[0], "an old page"),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("P02", "gives no reason"),
        ("P02= ", "gives no reason"),
        ("P99=x", "There is no rule 'P99'"),
        ("=x", "There is no rule ''"),
    ],
)
def test_an_excuse_without_a_rule_or_a_reason_is_refused(text: str, says: str) -> None:
    """Nobody should wonder later why a fault was let pass."""
    with pytest.raises(UsageError, match=says):
        parse_excuse(text)
