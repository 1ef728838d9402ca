"""The gate's own test, on outputs with and without markdown."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.gating.mutations import MUTATIONS, body_of
from boilerbench.gating.pinning import gauge
from boilerbench.gating.self_test import CHURNS, Trial, self_test
from boilerbench.gating.tolerances import parse_tolerances
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction

MEASURED = gauge()
USUAL = parse_tolerances([], MEASURED.values)
SYSTEM = SystemRecord(spec="mine", label="mine")


def _answers(corpus: Corpus, *, markdown: bool = False) -> Answers:
    outputs = [
        Extraction(
            page=page.id,
            digest="d",
            outcome="ok",
            text="" if markdown else page.gold.ideal,
            markdown=page.gold.ideal if markdown else None,
        )
        for page in corpus.pages
    ]
    return Answers(SYSTEM, corpus.pages, tuple(outputs))


def _trials(answers: Answers, corpus: Corpus) -> Sequence[Trial]:
    return list(self_test({"mine": answers}, corpus, MEASURED, USUAL))


@pytest.mark.parametrize("markdown", [False, True])
def test_the_gate_notices_all_that_it_must(corpus: Corpus, markdown: bool) -> None:
    """Every mutation of all pages but churn, and four of a single page."""
    trials = _trials(_answers(corpus, markdown=markdown), corpus)
    assert [trial for trial in trials if not trial.kept] == []
    assert {trial.mutation for trial in trials} == {
        CHURNS, *(name for name in MUTATIONS if markdown or name != "strips the markdown")
    }  # fmt: skip  # one set
    must = {trial.mutation for trial in trials if trial.pages == 1 and trial.must}
    assert must == {"empties", "returns raw HTML", "doubles the body", "appends a newsletter"}


def test_with_every_check_off_the_gate_fails_its_own_test(corpus: Corpus) -> None:
    """So the test can fail."""
    values = ("f1", "precision", "recall", "out_of_place", "repeated", "misspaced")
    off = [f"{name}:off" for name in ("failures", "empty", "lacks", "guards", "leaks", "noise")]
    off += [f"{prefix}{value}:off" for prefix in ("", "page-", "paired-") for value in values]
    tolerated = parse_tolerances(off, MEASURED.values)
    few = replace(corpus, pages=corpus.pages[:4])
    trials = list(self_test({"mine": _answers(few)}, few, MEASURED, tolerated))
    assert any(not trial.kept for trial in trials)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_changes_an_output_or_says_that_it_cannot(corpus: Corpus, name: str) -> None:
    """Text and markdown alike; a single line can be neither swapped nor fused."""
    page = corpus.pages[0]
    output = Extraction(page=page.id, digest="d", outcome="ok", text=page.gold.ideal)
    both = msgspec.structs.replace(output, markdown=page.gold.ideal)
    only = msgspec.structs.replace(both, text="")
    for one in (output, both, only):
        changed = MUTATIONS[name](page, one)
        if changed is None:
            assert (name, one.markdown) == ("strips the markdown", None)
        else:
            assert changed != one
            if changed.outcome == "ok" and name != "strips the markdown":
                assert body_of(changed) != body_of(one)
                assert (changed.markdown is None) == (one.markdown is None)


def test_an_output_of_one_line_cannot_be_swapped(corpus: Corpus) -> None:
    """There is nothing to exchange its line with."""
    output = Extraction(page="p", digest="d", outcome="ok", text="one line")
    assert MUTATIONS["swaps two paragraphs"](corpus.pages[0], output) is None
