"""Two runs page by page, worked by hand on stored outputs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench import compare, open_corpus, run
from boilerbench.comparing import compare as compared
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.errors import UsageError
from boilerbench.manifests import Settings
from boilerbench.runs import Run
from boilerbench.scoring import NoiseLeaks, Tokens

Runs = Callable[..., Run]


@pytest.fixture
def corpus() -> Corpus:
    return select(open_corpus("news"), limit=6)


@pytest.fixture
def made(tmp_path: Path, corpus: Corpus) -> Runs:
    """A function that runs stored texts: by default gold itself, changed for some pages."""

    def make(name: str, changes: dict[int, str | None], **more: object) -> Run:
        texts = {page.id: page.gold.ideal for page in corpus.pages}
        for place, text in changes.items():
            texts[corpus.pages[place].id] = text  # type: ignore[assignment]  # None is no answer
        rows = {k: {"outcome": "crash"} if v is None else v for k, v in texts.items()}
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        label = more.pop("label", "mine")
        pages = more.pop("corpus", corpus)
        return run([f"{label}=outputs:{file}"], pages, out=tmp_path / name, **more)  # type: ignore[arg-type]  # named arguments of run

    return make


def test_every_kind_of_change_is_counted(made: Runs, corpus: Corpus) -> None:
    """Worse, newly empty, newly failing, better, changed with an equal score, and the same."""
    golds = [page.gold.text or "" for page in corpus.pages]
    half = golds[3][: len(golds[3]) // 2]
    before = made("before", {3: half, 4: golds[4]})
    after = made(
        "after",
        {0: golds[0][: len(golds[0]) // 2], 1: "", 2: None, 3: golds[3], 4: golds[4] + "\n"},
    )
    (row,) = compare(before, after, corpus, [Tokens()]).rows
    assert row.counts == {
        "newly failing": 1, "newly empty": 1, "worse": 1, "better": 1, "answers again": 0,
        "changed": 1, "same": 1,
    }  # fmt: skip  # a count each
    assert [one.change for one in row.pages] == [
        "newly failing", "newly empty", "worse", "better", "changed",
    ]  # fmt: skip  # a word each
    assert row.pages[0].outcomes == ("ok", "crash")
    assert (row.before.value or 0) > (row.after.value or 0)
    assert row.difference.value == pytest.approx((row.after.value or 0) - (row.before.value or 0))
    assert row.p is not None
    (back,) = compare(after, before, corpus, [Tokens()]).rows
    assert back.counts["answers again"] == 1
    assert back.difference.value == pytest.approx(-(row.difference.value or 0))
    assert back.p == row.p


def test_a_leak_is_worse_where_low_is_better(made: Runs, corpus: Corpus) -> None:
    """Under noise, a page that leaks what it did not leak before got worse."""
    page = corpus.pages[0]
    leaking = "\n".join([page.gold.text or "", *(one.text for one in page.gold.noise)])
    before, after = made("before", {}), made("after", {0: leaking})
    (row,) = compare(before, after, corpus, [NoiseLeaks()]).rows
    assert (row.better, row.counts["worse"], row.counts["same"]) == ("low", 1, 5)


def test_the_same_run_twice_differs_nowhere(made: Runs, corpus: Corpus) -> None:
    """No change, a difference of 0 and a p of 1."""
    one = made("one", {2: "x"})
    (row,) = compare(one, one, corpus).rows
    assert row.counts["same"] == 6
    assert (row.pages, row.difference.value, row.p) == ((), 0.0, 1.0)


def test_what_else_is_unlike_is_said(made: Runs, corpus: Corpus) -> None:
    """Other pages and other limits are named; pages that only one run has are left out."""
    few = select(corpus, pages=[page.id for page in corpus.pages[:4]])
    before = made("before", {}, corpus=few, settings=Settings(timeout=5))
    found = compare(before, made("after", {}), corpus)
    assert found.pages == 4
    assert "unlike pages or gold" in found.remarks[0]
    assert "compared are the 4 pages of the same bytes" in found.remarks[0]
    assert found.remarks[1:] == ("The runs have unlike timeout: 5 and 30.0.",)


def test_rows_are_paired_by_label_or_as_asked(made: Runs, corpus: Corpus) -> None:
    """Single rows are paired whatever they are called; labels that do not exist are named."""
    before, after = made("before", {}), made("after", {0: "x"}, label="other")
    assert compare(before, after, corpus).rows[0].label == "other"
    asked = compared(before, after, corpus, wanted=[("mine", "other")])
    assert asked.rows[0].counts["worse"] == 1
    with pytest.raises(UsageError, match="There is no row 'nobody'; the run has mine=outputs"):
        compared(before, after, corpus, wanted=[("nobody", "other")])


def test_nothing_in_common_is_an_error(made: Runs, corpus: Corpus) -> None:
    """Runs without a page or a row in common are refused in a sentence."""
    first, last = ([corpus.pages[place].id] for place in (0, 5))
    before = made("before", {}, corpus=select(corpus, pages=first))
    after = made("after", {}, corpus=select(corpus, pages=last))
    with pytest.raises(UsageError, match="no page in common"):
        compare(before, after, corpus)
