"""The matrix behind every table: a row a page, and why a page has none."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from boilerbench.answers import Answers
from boilerbench.manifests import SystemRecord
from boilerbench.measuring import answered_by_all, measure
from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Page
from boilerbench.scoring import NoiseLeaks, Structure, Tokens

GOLD = Gold(text="one two three four", noise=(Noise("share", "Share"),))
PAGES = tuple(Page(name, HtmlBytes(b"x"), GOLD) for name in "abc")


def answers(name: str, outcomes: Sequence[str], kind: str = "extractor") -> Answers:
    """A system that ended so on the first pages, in their order."""
    said = [
        Extraction(page=page.id, digest="d", outcome=outcome, text="one two" * (outcome == "ok"))  # type: ignore[arg-type]  # a word of OUTCOMES
        for page, outcome in zip(PAGES, outcomes, strict=False)
    ]
    system = SystemRecord(spec=name, label=name, kind=kind)  # type: ignore[arg-type]  # a word of RowKind
    return Answers(system, PAGES, tuple(said))


def test_a_page_without_statistics_says_why() -> None:
    """A failed page is zero to ours and no page to leaks; what is not recorded is neither."""
    half = answers("half", ["ok", "crash"])
    tokens = measure(Tokens(), [half], PAGES)
    assert tokens.gaps == ({"c": "not extracted"},)
    assert tokens.tables[0][:2].tolist() == [[2, 0, 2], [0, 0, 4]]
    assert np.isnan(tokens.tables[0][2]).all()
    leaks = measure(NoiseLeaks(), [half], PAGES)
    assert leaks.gaps == ({"b": "failed", "c": "not extracted"},)
    assert leaks.known(0).tolist() == [True, False, False]


def test_who_gives_text_only_has_no_structure() -> None:
    """No page of such a system counts, be it empty or failed; of others those pages are 0."""
    page = Page("a", HtmlBytes(b"x"), Gold(text="x", markdown="# x"))
    pages = tuple(replace(page, id=name) for name in "abc")
    measured = measure(Structure(), [answers("text", ["ok", "crash"])], pages)
    assert measured.gaps == ({"a": "no markdown", "b": "no markdown", "c": "not extracted"},)
    mixed = answers("mixed", ["ok", "crash", "empty"])
    first = msgspec.structs.replace(mixed.extractions[0], markdown="# x")
    mixed = replace(mixed, extractions=(first, *mixed.extractions[1:]))
    measured = measure(Structure(), [mixed], pages)
    assert measured.gaps == ({},)
    assert Structure().values(measured.tables[0])["structure"].tolist() == [1, 0, 0]


def test_pages_that_cannot_be_judged_are_no_rows() -> None:
    """Only pages whose gold the metric can judge are measured."""
    other = Page("s", HtmlBytes(b"x"), Gold(contains=("x",)))
    assert measure(Tokens(), [], [*PAGES, other]).pages == PAGES


def test_some_pages_keep_their_rows() -> None:
    """A part of what was measured has the same rows and gaps."""
    whole = measure(NoiseLeaks(), [answers("x", ["ok", "crash", "ok"])], PAGES)
    part = whole.on(frozenset("bc"))
    assert [page.id for page in part.pages] == ["b", "c"]
    assert part.gaps == ({"b": "failed"},)
    assert np.array_equal(part.tables[0], whole.tables[0][1:], equal_nan=True)


@pytest.mark.parametrize(
    ("systems", "expected"),
    [
        ([("x", "ok ok ok", "extractor"), ("y", "ok empty ok", "converter")], None),
        ([("x", "ok crash ok", "extractor"), ("y", "ok ok ok", "extractor")], "ac"),
        ([("x", "ok crash ok", "extractor"), ("y", "timeout ok ok", "extractor")], "c"),
        ([("x", "ok ok ok", "extractor"), ("dead", "crash crash crash", "extractor")], None),
        ([("x", "ok ok ok", "extractor"), ("gone", "", "extractor")], None),
        ([("x", "ok ok ok", "extractor"), ("oracle", "ok crash ok", "scale")], None),
        ([("dead", "crash crash crash", "extractor")], ""),
        ([], None),
    ],
)
def test_common_pages(systems: list[tuple[str, str, str]], expected: str | None) -> None:
    """A page counts where every system that answers at all answered; the scale has no say."""
    found = answered_by_all([answers(name, said.split(), kind) for name, said, kind in systems])
    assert found == (None if expected is None else frozenset(expected))
