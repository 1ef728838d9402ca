"""What a report says of a run, on stored outputs whose fate is known."""

import json
from collections.abc import Callable

import pytest

from boilerbench import open_corpus, run
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.errors import UsageError
from boilerbench.report.contents import Contents
from boilerbench.report.gathering import contents_of
from boilerbench.runs import Run
from boilerbench.scoring import HEADLINE, Tokens


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """A page of every set and type that ships, and a few more."""
    return select(open_corpus("shipped"), limit=16)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Callable[..., Run]:
    """A function that runs gold, and `mine`, which is gold but for some pages by place."""

    def make(changes: dict[int, str | None], pages: Corpus = corpus) -> Run:
        folder = tmp_path_factory.mktemp("runs")
        texts = {page.id: page.gold.ideal for page in pages.pages}
        (folder / "gold.json").write_text(json.dumps(texts), encoding="utf-8")
        changed = {pages.pages[at].id: text for at, text in changes.items()}
        rows = {**texts, **changed}
        stored = {k: {"outcome": "crash"} if v is None else v for k, v in rows.items()}
        (folder / "mine.json").write_text(json.dumps(stored), encoding="utf-8")
        specs = [f"{name}=outputs:{folder / name}.json" for name in ("gold", "mine")]
        return run(specs, pages, out=folder / "run")

    return make


@pytest.fixture(scope="module")
def contents(made: Callable[..., Run], corpus: Corpus) -> Contents:
    """A run in which `mine` lost half of page 0, all of page 1, and crashed on page 2."""
    gold = corpus.pages[0].gold.ideal
    return contents_of([made({0: gold[: len(gold) // 2], 1: "", 2: None})], corpus)


def test_every_set_is_a_part_with_its_own_pages(contents: Contents, corpus: Corpus) -> None:
    """The parts' pages are those of the sets, none twice, none left out."""
    places = [place for part in contents.parts for place in part.pages]
    assert sorted(places) == list(range(len(corpus.pages)))
    for part in contents.parts:
        assert {corpus.pages[place].set for place in part.pages} == {part.key}
        assert {row.group.value for row in part.rows if row.group} == {part.key}


def test_pooled_pages_are_one_part(made: Callable[..., Run], corpus: Corpus) -> None:
    """With `pool` there is one part, broken down by what pages differ in."""
    (part,) = contents_of([made({})], corpus, pool=True).parts
    assert len(part.pages) == len(corpus.pages)
    assert {"type", "language", "challenge"} <= {one.field for one in part.breakdowns}


def test_cells_say_what_became_of_a_page(contents: Contents) -> None:
    """Half a gold, an empty output and a crash have their outcome, value and words."""
    half, empty, crash = (contents.pages[place].cells[1] for place in (0, 1, 2))
    gold = contents.pages[1].cells[0]
    assert half is not None
    assert empty is not None
    assert crash is not None
    assert gold is not None
    assert 0 < half.values["recall"] < 1
    assert half.missing > 0
    assert (empty.outcome, empty.values["f1"]) == ("empty", 0.0)
    assert empty.missing == contents.pages[1].words
    assert (crash.outcome, crash.values["f1"], crash.missing) == ("crash", 0.0, 0)
    assert (gold.values["f1"], gold.missing, gold.extra) == (1.0, 0, 0)


def test_a_slice_of_all_pages_has_the_value_of_the_row(
    made: Callable[..., Run], corpus: Corpus
) -> None:
    """The mean over groups that share no page, by their sizes, is the value of the table."""
    (part,) = contents_of([made({0: "a few words", 5: ""})], corpus, pool=True).parts
    (types,) = (one for one in part.breakdowns if one.field == "type")
    total = sum(one.pages for one in types.slices)
    for place, label in enumerate(("gold", "mine")):
        row = next(row for row in part.rows if row.label == label)
        values = [one.values[place] for one in types.slices]
        mean = sum(
            one.pages * (value.value or 0) / total
            for one, value in zip(types.slices, values, strict=True)
            if value
        )
        assert mean == pytest.approx(row.scores[repr(HEADLINE)].values["f1"].value)


def test_texts_are_compared_with_each_other(contents: Contents) -> None:
    """Who returns the same text is wholly alike; the table is square over who answered."""
    for part in contents.parts:
        assert part.overlap is not None
        assert part.overlap.places == (0, 1)
        assert part.overlap.table[0][0] == 1.0


def test_the_last_run_is_compared_with_each_earlier(
    made: Callable[..., Run], corpus: Corpus
) -> None:
    """The report is of the last run; what changed since each of the others is beside it."""
    before, between, after = made({0: "a few words"}), made({}), made({1: ""})
    found = contents_of([before, between, after], corpus, [Tokens()])
    assert [one.first for one in found.changes] == [str(before.path), str(between.path)]
    assert {one.second for one in found.changes} == {str(after.path)}
    counts = {row.label: row.counts for row in found.changes[0].rows}
    assert counts["mine"]["better"] == 1
    assert counts["mine"]["newly empty"] == 1
    assert counts["gold"]["same"] == len(corpus.pages)


def test_runs_without_a_common_page_are_refused(made: Callable[..., Run], corpus: Corpus) -> None:
    """An earlier run of other pages cannot be compared, and that is said."""
    one, other = (select(corpus, pages=[page.id]) for page in corpus.pages[:2])
    with pytest.raises(UsageError, match="no page in common"):
        contents_of([made({}, one), made({}, other)], other)
