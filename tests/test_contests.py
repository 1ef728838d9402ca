"""Ranks and pairs of measured systems, with simulated pages."""

import json
from collections.abc import Sequence
from itertools import combinations

import jsonschema
import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import scores_of
from boilerbench.manifests import RowKind, SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Page
from boilerbench.reporting.contests import agreement_table, pairs_table, sentence
from boilerbench.scores import Scores, json_schema
from boilerbench.scoring import Exact, NoiseLeaks, Tokens
from boilerbench.statistics import Average

WORDS = [f"word{n}" for n in range(100)]
GOLD = Gold(text=" ".join(WORDS), noise=(Noise("share", "Share"),))
PAGES = tuple(Page(f"p{n}", HtmlBytes(b"x"), GOLD, url=f"https://s{n}.example/") for n in range(40))
SAID = tuple(
    Extraction(page=page.id, digest="d", outcome="ok", text=GOLD.text or "") for page in PAGES
)


def system(
    name: str, kept: Sequence[int] | NDArray[np.int64], kind: RowKind = "extractor", noise: str = ""
) -> Answers:
    """An extractor that keeps so many of a hundred words on each page."""
    said = tuple(
        Extraction(page=page.id, digest="d", outcome="ok", text=" ".join([*WORDS[:count], noise]))
        for page, count in zip(PAGES, kept, strict=True)
    )
    return Answers(SystemRecord(spec=name, label=name, kind=kind), PAGES, said)


def scored(*systems: Answers, average: Average = "page") -> Scores:
    corpus = Corpus("made", "made", PAGES)
    return scores_of(systems, corpus, [Tokens(), NoiseLeaks()], by=None, average=average, seed=0)


@pytest.fixture(scope="module")
def board() -> Scores:
    rng = np.random.default_rng(5)
    base = rng.integers(80, 95, size=len(PAGES))
    return scored(
        system("good", base),
        system("twin", base + rng.choice([-1, 1], size=len(PAGES))),
        system("weak", base - rng.integers(20, 40, size=len(PAGES)), noise="Share"),
        system("all", [100] * len(PAGES), "converter"),
        system("oracle", [100] * len(PAGES), "scale"),
    )


def test_rows_that_are_not_told_apart_share_a_rank(board: Scores) -> None:
    """Two of equal quality are first, the weak third; converters have ranks of their own."""
    ranks = {row.extractor: row.rank for row in board.rows}
    assert ranks == {"good": 1, "twin": 1, "weak": 3, "all": 1, "oracle": None}
    assert {row.scores["noise"].rank for row in board.rows if row.label != "oracle"} == {1, 3}


def test_every_pair_of_a_kind_is_tested(board: Scores) -> None:
    """Three extractors make three pairs; a lone converter makes none."""
    (contest,) = [c for c in board.contests if c.metric == "tokens" and c.kind == "extractor"]
    pairs = {(pair.first, pair.second): pair for pair in contest.pairs}
    assert list(pairs) == list(combinations(["good", "twin", "weak"], 2))
    assert (pairs["good", "twin"].adjusted or 0) > 0.05
    assert (pairs["good", "weak"].adjusted or 1) < 0.01
    assert pairs["good", "weak"].holds == 1.0
    assert all(pair.pages == 40 for pair in pairs.values())
    (lone,) = [c for c in board.contests if c.metric == "tokens" and c.kind == "converter"]
    assert (lone.pairs, lone.detectable) == ((), None)


def test_the_sentence_says_who_leads_and_what_is_noise(board: Scores) -> None:
    """The leader, who is not told apart from it, and the smallest difference that shows."""
    contest = board.contests[0]
    told = sentence(board.rows, contest) or ""
    assert "leads by F1, but " in told
    assert "is not told apart from it. On these 40 pages a difference under 0." in told
    assert "weak" not in told
    assert sentence(board.rows, board.contests[1]) is None


def test_a_row_of_wide_scatter_takes_no_rank_from_those_above_it() -> None:
    """The weak one is told apart from the leader; one below it that nobody can place is named."""
    rng = np.random.default_rng(0)
    unsure = rng.choice([0, 100], size=40, p=[0.2, 0.8])
    found = scored(system("good", [90] * 40), system("unsure", unsure), system("weak", [85] * 40))
    assert [row.rank for row in found.rows] == [1, 2, 2]
    assert "good leads by F1, but unsure is not told" in (
        sentence(found.rows, found.contests[0]) or ""
    )


def test_equal_rows_lead_together() -> None:
    """Of rows with one value none is said to lead, and no difference of 0.000 is called noise."""
    same = [90] * len(PAGES)
    board = scored(system("a", same), system("b", same))
    assert sentence(board.rows, board.contests[0]) == "a and b are equal by F1."
    board = scored(system("a", same), system("b", same), system("weak", [50] * len(PAGES)))
    told = sentence(board.rows, board.contests[0]) or ""
    assert told.startswith("a and b are equal and lead by F1.")


def test_a_pair_on_a_single_page_has_no_interval() -> None:
    """One page says nothing of how pages differ, of a difference no more than of a value."""
    few = [system(name, [kept] * 40).on(PAGES[:1]) for name, kept in (("a", 90), ("b", 80))]
    corpus = Corpus("made", "made", PAGES[:1])
    board = scores_of(few, corpus, [Tokens()], by=None, average="page", seed=0)
    (pair,) = board.contests[0].pairs
    assert pair.difference.value is not None
    assert (pair.difference.low, pair.difference.high) == (None, None)
    assert "  -  " in pairs_table(board.rows, board.contests[0], "table")


def test_a_value_called_like_its_metric_is_named_once() -> None:
    """`exact`, not `exact of exact`."""
    systems = system("a", [100] * 40), system("b", [90] * 40)
    corpus = Corpus("made", "made", PAGES)
    board = scores_of(systems, corpus, [Exact()], by=None, average="page", seed=0)
    assert "a leads by exact." in (sentence(board.rows, board.contests[0]) or "")


def test_the_detectable_difference_lies_between_twins_and_others(board: Scores) -> None:
    """A difference that was told apart is larger than what the corpus can show at all."""
    contest = board.contests[0]
    (far,) = [p for p in contest.pairs if (p.first, p.second) == ("good", "weak")]
    assert contest.detectable is not None
    assert 0 < contest.detectable < (far.difference.value or 0)


def test_pairs_are_printed_with_the_better_one_first(board: Scores) -> None:
    """Also where low is better: the weak one leaks everywhere and stands second."""
    for contest in board.contests:
        if not contest.pairs:
            continue
        lines = pairs_table(board.rows, contest, "table").splitlines()[2:]
        assert len(lines) == 3
        assert not any(line.startswith("weak") for line in lines)
        assert sum("<.001" in line for line in lines) == 2


@pytest.mark.parametrize("average", ["pooled", "median", "worst"])
def test_other_averages_have_contests_too(average: Average) -> None:
    """The tests are of the average that is printed."""
    rng = np.random.default_rng(2)
    strong = rng.integers(70, 90, size=len(PAGES))
    found = scored(system("strong", strong), system("weak", strong - 30), average=average)
    assert [row.rank for row in found.rows] == [1, 2]
    (pair,) = found.contests[0].pairs
    values = [row.scores["tokens"].values["f1"].value or 0 for row in found.rows]
    assert pair.difference.value == pytest.approx(values[0] - values[1])


def test_a_pair_without_common_pages_has_no_number() -> None:
    """It is null in data, as the schema has it, a dash in the table, and the last one there."""
    halves = [
        Answers(SystemRecord(spec=name, label=name, kind="extractor"), PAGES, said)
        for name, said in (("a", SAID[:20]), ("b", SAID[20:]), ("c", SAID))
    ]
    found = scored(*halves)
    contest = found.contests[0]
    assert (contest.pairs[0].p, contest.pairs[0].adjusted, contest.pairs[0].holds) == (None,) * 3
    jsonschema.validate(json.loads(msgspec.json.encode(found)), json_schema())
    lines = pairs_table(found.rows, contest, "table").splitlines()
    assert lines[-1].split()[2:] == ["-", "-", "-", "-", "-", "0"]
    assert "nan" not in "".join(lines)


def test_the_sentence_counts_the_pages_of_pairs_that_have_any(board: Scores) -> None:
    """A pair without a common page does not make what a corpus shows one of no page."""
    contest = board.contests[0]
    apart = msgspec.structs.replace(contest.pairs[-1], pages=0)
    pairs = (*contest.pairs[:-1], apart)
    told = sentence(board.rows, msgspec.structs.replace(contest, pairs=pairs)) or ""
    assert "On these 40 pages a difference" in told


def test_names_of_pairs_leave_the_terminal_its_width(board: Scores) -> None:
    """Two long names are cut, unless the table may be wide."""
    contest, names = (
        board.contests[0],
        {row.extractor: f"{row.extractor:x<60}" for row in board.rows},
    )
    rows = [msgspec.structs.replace(row, label=names[row.extractor]) for row in board.rows]
    assert max(map(len, pairs_table(rows, contest, "table").splitlines())) <= 100
    assert names["good"] in pairs_table(rows, contest, "table", wide=True)
    assert names["good"] in pairs_table(rows, contest, "csv")


def test_metrics_that_rank_alike_have_a_tau_of_one() -> None:
    """The more words one drops the more it leaks here: both metrics have the same order."""
    rng = np.random.default_rng(1)
    leaks = [rng.random(len(PAGES)) < share for share in (0.1, 0.5, 0.9)]
    systems = []
    for place, leaking in enumerate(leaks):
        plain = system(f"s{place}", [90 - 20 * place] * len(PAGES))
        said = tuple(
            Extraction(page=e.page, digest="d", outcome="ok", text=e.text + " Share" * bool(leak))
            for e, leak in zip(plain.extractions, leaking, strict=True)
        )
        systems.append(Answers(plain.system, PAGES, said))
    (agreement,) = scored(*systems).agreement
    assert (agreement.first, agreement.second, agreement.extractors) == ("tokens", "noise", 3)
    assert agreement.tau.value == 1.0
    assert "+1.000" in agreement_table([agreement], "table")
    assert scored(*systems[:2]).agreement == ()
