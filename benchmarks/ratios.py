"""Prints what scoring costs beside the peers' plain definitions: `python -m benchmarks.ratios`.

Both sides of a row run in one process and are taken in turn; CPU time, the least of five (of two,
where the plain side takes seconds). Needs BOILERBENCH_TEST_CORPORA with
article-extraction-benchmark.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks import (
    plain_aeb,
    plain_wcxb,
    test_masks,
    test_rouge,
    test_statistics,
    test_whole,
    whole,
)
from boilerbench.records import Gold
from boilerbench.reporting.tables import render
from boilerbench.scoring import AebShingles, Metric, Shingles, Tokens, WcxbWords
from boilerbench.statistics import differences, estimates

Row = tuple[str, float, float]


def least(
    plain: Callable[[], object], ours: Callable[[], object], rounds: int = 5
) -> tuple[float, float]:
    """The least CPU seconds of two sides that are run in turn."""
    spent: list[list[float]] = [[], []]
    for _ in range(rounds):
        for side, work in zip(spent, (plain, ours), strict=True):
            start = process_time()
            work()
            side.append(process_time() - start)
    plainly, here = map(min, spent)
    return plainly, here


def scoring(gold: dict[str, str], texts: dict[str, str]) -> Iterator[Row]:
    """A page's counts, from text; gold of ours is prepared, as it is for all systems but one."""
    golds = {page: Gold(text=text) for page, text in gold.items()}
    turn = iter(range(1000))

    def count(metric: Metric) -> None:
        tail = "\n" * (1 + next(turn))  # so that no cache answers
        for page, one in golds.items():
            metric.page(one, texts[page] + tail)

    def aeb() -> None:
        for page, text in gold.items():
            plain_aeb.counts(text, texts[page])

    def wcxb() -> None:
        for page, text in gold.items():
            plain_wcxb.scores(text, texts[page])

    for name, plain, metric in (
        ("aeb-shingles, AEB's way", aeb, AebShingles()),
        ("shingles(n=4), AEB's way", aeb, Shingles(4)),
        ("wcxb-words, WCXB's way", wcxb, WcxbWords()),
        ("tokens, WCXB's way", wcxb, Tokens()),
    ):
        count(metric)
        yield (name, *least(plain, lambda metric=metric: count(metric)))  # type: ignore[misc]  # a lambda with a default


def long_pages(gold: dict[str, str]) -> Iterator[Row]:
    """English text of a megabyte and of ten, AEB's way: a story, and as much again around it."""
    story = "\n".join(text for text in gold.values() if text.isascii())
    for megabytes in (1, 10):
        whole_text = (story * (1 + megabytes * 1_000_000 // len(story)))[: megabytes * 1_000_000]
        page, metric = Gold(text=whole_text[: len(whole_text) * 6 // 10]), Shingles(4)
        metric.page(page, whole_text)
        turn = iter(range(100))
        sides = (
            lambda: plain_aeb.counts(page.text or "", whole_text),  # noqa: B023  run at once
            lambda: metric.page(page, whole_text + "\n" * (1 + next(turn))),  # noqa: B023
        )
        yield (f"shingles(n=4), a page of {megabytes} MB", *least(*sides, rounds=3))


def rouge() -> Iterator[Row]:
    """ROUGE-Lsum of 31 pages whose sentences are cut, rouge-score's way."""
    for name, pages in test_rouge.PUBLIC.items():
        cut = [(test_rouge._cut(one), test_rouge._cut(other)) for one, other in pages]  # noqa: SLF001  the same work
        sides = (lambda: test_rouge._rouge_score(cut)), (lambda: test_rouge._ours(cut))  # noqa: B023, SLF001  run at once
        yield (f"wceb-rouge, {len(pages)} pages of {name}", *least(*sides, rounds=2))


def statistics() -> Iterator[Row]:
    """Bootstrap and all paired differences of 32 systems on the same draws, AEB's way."""
    s = test_statistics
    plain, ours = least(
        lambda: plain_aeb.deviations(s.COUNTS[0], s.DRAWN),
        lambda: estimates(s.METRIC, s.TABLES, s.DRAWS),
    )
    yield "bootstrap of 32 systems x 1,000", 32 * plain, ours
    plain, ours = least(
        lambda: plain_aeb.differences(s.COUNTS[0], s.COUNTS[1], s.DRAWN),
        lambda: [
            differences(s.METRIC, s.TABLES, s.SITES, value=name, permutations=0) for name in s.NAMES
        ],
    )
    yield "all 496 paired differences", 496 * plain, ours


def masks() -> Row:
    """Scoring 256 choices of a page's lines, WCXB's way."""
    places = range(0, len(test_masks.PAGES), 5)
    sides = (
        lambda: [test_masks._plain(page) for page in places],  # noqa: SLF001  the same work
        lambda: [test_masks._ours(page) for page in places],  # noqa: SLF001
    )
    return ("256 masks a page", *least(*sides, rounds=2))


def everything(benchmark: Path, folder: Path) -> Row:
    """A whole benchmark of 32 systems with all pairs; ours a cold process from the run folder."""
    systems, gold = whole.made_systems(benchmark, folder), whole.golds(benchmark)
    run = whole.recorded(benchmark, folder)
    draws = plain_aeb.drawn(len(gold), test_whole.REPLICATES, 0)
    pairs = [[(gold[page], one[page]) for page in gold] for one in systems[:2]]
    rows = [[plain_aeb.normalised(*plain_aeb.counts(*page)) for page in one] for one in pairs]

    def system() -> None:
        for page in pairs[0]:
            plain_aeb.counts(*page)
        plain_aeb.accuracy(pairs[0])
        plain_aeb.deviations(rows[0], draws)

    one, two = least(system, lambda: plain_aeb.differences(rows[0], rows[1], draws), rounds=2)
    ours = min(whole.scored(run)[0] for _ in range(3))
    return "a whole benchmark, 32 systems, all pairs", 32 * one + 496 * two, ours


def main() -> None:
    """Measure and print."""
    benchmark = whole.corpus()
    assert benchmark is not None, "BOILERBENCH_TEST_CORPORA names no corpora"
    with tempfile.TemporaryDirectory() as folder:
        texts = whole.made_systems(benchmark, Path(folder))[9]
        gold = whole.golds(benchmark)
        rows = [*scoring(gold, texts), *long_pages(gold), *rouge(), *statistics(), masks()]
        rows.append(everything(benchmark, Path(folder)))
    cells = [
        [name, f"{plain:.3f}", f"{ours:.4f}", f"{plain / ours:,.1f}"] for name, plain, ours in rows
    ]
    headers = ["work", "plainly, s", "here, s", "ratio"]
    print(render(headers, cells, "table", ["left", "right", "right", "right"]))  # noqa: T201  it is what it is for
    print(f"numpy {np.__version__}")  # noqa: T201


if __name__ == "__main__":
    main()
