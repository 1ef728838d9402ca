"""Scores of a run: values worked by hand, groups, failures, speed."""

from collections.abc import Sequence

import pytest

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.costs import speed_of
from boilerbench.leaderboard import scores_of
from boilerbench.leakage import leaked_pages, oracle_faults, silence
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Outcome, Page, Timing
from boilerbench.scores import Row
from boilerbench.scoring import NoiseLeaks, parse_metric
from boilerbench.scoring.parts import text_of
from boilerbench.valuing import WORST
from boilerbench.verdicts import verdict, worst

SYSTEM = SystemRecord(spec="x", label="x", version="1")
TOKENS = parse_metric("tokens")
GOLD = Gold(
    text="one two three four",
    noise=(Noise("newsletter", "please do sign up"), Noise("share", "Share")),
)


def _page(name: str, gold: Gold = GOLD, site: str | None = None) -> Page:
    return Page(name, HtmlBytes(b"x"), gold, url=f"https://{site or name}.example/")


def _said(page: str, text: str, outcome: Outcome | None = None, **more: object) -> Extraction:
    ended = outcome or ("ok" if text else "empty")
    return Extraction(page=page, digest="d", outcome=ended, text=text, **more)  # type: ignore[arg-type]  # named fields


def _answers(pages: Sequence[Page], *extractions: Extraction) -> Answers:
    return Answers(SYSTEM, tuple(pages), tuple(extractions))


def _row(answers: Answers, metric: str = "tokens", by: str | None = None) -> Row:
    corpus = Corpus("made", "made", answers.pages)
    return scores_of([answers], corpus, [parse_metric(metric)], by=by, average="page", seed=0).rows[
        0
    ]


def test_page_values_are_averaged_over_pages() -> None:
    """Half the words of one page and all of another are an F1 of (2/3 + 1) / 2."""
    pages = [_page("a"), _page("b")]
    row = _row(_answers(pages, _said("a", "one two"), _said("b", "one two three four")))
    values = row.scores["tokens"].values
    assert values["f1"].value == pytest.approx((2 / 3 + 1) / 2)
    assert values["recall"].value == pytest.approx(0.75)
    assert values["precision"].value == 1.0
    assert values[WORST].value == pytest.approx(2 / 3)
    assert row.statuses == {"ok": 2}


@pytest.mark.parametrize("outcome", ["error", "crash", "timeout", "memory", "bad-output"])
def test_a_failed_page_is_zero_and_never_leak_free(outcome: Outcome) -> None:
    """A crash lowers the mean, and the page is not among those that leaked nothing."""
    pages = [_page("a"), _page("b")]
    answers = _answers(pages, _said("a", "one two three four"), _said("b", "", outcome))
    assert _row(answers).scores["tokens"].values["f1"].value == 0.5
    assert leaked_pages(answers).pages == (0, 1)
    found = verdict(pages[1], answers.extractions[1])
    assert found is not None
    assert found.f1 == 0.0


def test_leaks_are_counted_by_page_and_kind() -> None:
    """A whole one-word segment and three words of a longer one are leaks; two words are none."""
    pages = [_page("a"), _page("b"), _page("c")]
    answers = _answers(
        pages,
        _said("a", "one two three four Share"),
        _said("b", "one two three four please do sign"),
        _said("c", "one two three four please do"),
    )
    leaked = leaked_pages(answers)
    assert leaked.pages == (2, 3)
    assert leaked.kinds == {"newsletter": (1, 3), "share": (1, 3)}
    found = verdict(pages[1], answers.extractions[1])
    assert found is not None
    assert str(found) == "F1 0.400; words leaked: newsletter 3"


def test_silence_is_counted_apart() -> None:
    """On a page without text, silence is an answer, a failure is none, and F1 judges neither."""
    pages = [_page(name, Gold(text="")) for name in "abc"]
    answers = _answers(pages, _said("a", ""), _said("b", "noise"), _said("c", "", "crash"))
    assert silence(answers) == (1, 3)
    assert _row(answers).scores["tokens"].values["f1"].value is None
    assert silence(_answers([_page("a")], _said("a", ""))) is None


def test_one_page_has_no_interval() -> None:
    """A single page says nothing of how pages differ."""
    value = _row(_answers([_page("a")], _said("a", "one"))).scores["tokens"].values["recall"]
    assert (value.value, value.low, value.high) == (0.25, None, None)


def test_groups_have_their_own_rows() -> None:
    """`by` gives a row for each value, each over its own pages."""
    pages = [_page("a"), _page("b")]
    corpus = Corpus("made", "made", tuple(pages))
    answers = [_answers(pages, _said("a", "one"), _said("b", "one two three four"))]
    rows = scores_of(answers, corpus, [TOKENS], by="site", average="page", seed=0).rows
    assert [row.group and row.group.value for row in rows] == ["a.example", "b.example"]
    assert [row.scores["tokens"].values["recall"].value for row in rows] == [0.25, 1.0]


def test_missing_pages_are_a_reason_and_unavailable_systems_have_no_scores() -> None:
    """An unfinished row says so; a row that could not run has nothing to show."""
    row = _row(_answers([_page("a"), _page("b")], _said("a", "one")))
    assert row.reason == "1 of 2 pages not extracted yet"
    gone = Answers(SystemRecord(spec="y", label="y", reason="no such version"), (_page("a"),), ())
    row = _row(gone)
    assert (row.reason, row.scores, row.speed) == ("no such version", {}, None)


def test_markdown_is_scored_by_its_plain_text() -> None:
    """Where only markdown came, its marks are no words."""
    extraction = _said("a", "", "ok", markdown="# one\n\n**two** [three](https://x.example) four")
    assert _row(_answers([_page("a")], extraction)).scores["tokens"].values["f1"].value == 1.0
    assert "https" not in text_of(extraction)


def test_speed_leaves_out_what_loads() -> None:
    """A worker's first call is no page's speed, unless there is no other."""
    first = _said("a", "x", timing=Timing(900_000_000, 800_000_000, 5 << 20, first=True), size=1)
    second = _said("b", "x", timing=Timing(2_000_000, 1_000_000, 3 << 20), size=1 << 20)
    third = _said("c", "x", timing=Timing(4_000_000, 3_000_000, 3 << 20), size=1 << 20)
    speed = speed_of([first, second, third])
    assert speed is not None
    assert (speed.mean_cpu_ms, speed.median_ms, speed.peak_memory_mb) == (2.0, 3.0, 5.0)
    assert speed.pages_per_second == pytest.approx(2 / 0.006)
    assert speed.megabytes_per_second == pytest.approx(2 / 0.006)
    alone = speed_of([first])
    assert alone is not None
    assert alone.mean_cpu_ms == 800.0
    assert speed_of([_said("a", "x")]) is None


def test_the_worst_come_first() -> None:
    """Extractions are listed from the lowest F1, pages without gold text left out."""
    pages = [_page("a"), _page("b"), _page("c", Gold(contains=("x",)))]
    said = [_said("a", "one two three four"), _said("b", "one"), _said("c", "")]
    answers = _answers(pages, *said)
    assert [page.id for _, page, _, _ in worst([answers], 10)] == ["b", "a"]
    assert verdict(pages[2], answers.extractions[2]) is None


def test_the_oracle_betrays_a_metric_that_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When the gold itself misses an ideal, the run says which metric and page."""
    corpus = Corpus("made", "made", (_page("a"),))
    metrics = [TOKENS, NoiseLeaks()]
    assert list(oracle_faults(corpus, metrics)) == []
    monkeypatch.setattr(type(TOKENS), "ideal", {"f1": 1.5})
    (told,) = oracle_faults(corpus, metrics)
    assert told.startswith("tokens gives the gold of a itself f1 1.0000 instead of 1.5")


def test_signatures_tell_all_but_the_extractor() -> None:
    """Corpus, pages, metric, average, failures, tokeniser, seed and version are in each number."""
    signature = _row(_answers([_page("a")], _said("a", "one"))).scores["tokens"].signature
    names = [part.partition(":")[0] for part in signature.split("|")]
    assert names == ["corpus", "pages", "metric", "avg", "fail", "tok", "seed", "version"]
