"""Every figure of the datasheet, measured: `python docs/figures.py AEB WCXB [--runs FOLDER]`.

AEB and WCXB are checkouts (or samples) of the two public corpora. The runs are kept in FOLDER, so
that a second call extracts only what changed. All that is printed is written into the docs, too.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from drafting_figures import drafted, noise_of_drafts, text_of_drafts
from numpy.typing import NDArray

from boilerbench.answers import answers_of
from boilerbench.corpora import open_corpus, open_unchecked, shipped_sets
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.stats import sets_of, stats_of
from boilerbench.draws import REPLICATES, draws_of
from boilerbench.leakage import oracle_faults
from boilerbench.linting.checking import check, sorted_out
from boilerbench.machines import usable_cores
from boilerbench.measuring import measure
from boilerbench.records import Page
from boilerbench.reporting.corpora import figures_table, noise_table
from boilerbench.reporting.findings import findings_counted
from boilerbench.reporting.tables import render
from boilerbench.running import run
from boilerbench.scoring import HEADLINE, METRICS, parse_metric
from boilerbench.statistics import concordance

PAGES = [Path(__file__).parent / name for name in ("datasheet.md", "own-pages.md")]
BLOCK = re.compile(r"(<!-- figures: (.+?) -->\n```text\n)(.*?)(```)", re.DOTALL)

ROWS = (
    *("boilerpy3", "defuddle", "extractus", "gne", "goose3", "justext", "news-please"),
    *("newspaper3k", "newspaper4k", "readability-js", "readability-js-jsdom", "readability-lxml"),
    *("resiliparse", "rs-trafilatura", "trafilatura", "trafilatura:fast", "trafilatura:precision"),
    *("trafilatura:recall", "unfluff"),
)
"""Every extractor that ships, and three variants: what the orders are taken of."""

SEED = 0


@dataclass(frozen=True)
class Order:
    """The F1 of every row on one corpus: the mean of pages, and of each bootstrap replicate."""

    name: str
    f1: dict[str, float]
    replicates: dict[str, NDArray[np.float64]]


def proof() -> Iterator[str]:
    """The promises of the shipped corpus that are yes or no."""
    corpus = open_unchecked("shipped")
    findings = sorted_out(check(corpus, strict=True, whole=True), corpus, select=(), excuses=())
    yield f"corpus check: {findings_counted(corpus, findings)}"
    metrics = [parse_metric(name) for name in METRICS]
    named = ", ".join(map(str, metrics))
    short = list(oracle_faults(corpus, metrics))
    yield f"oracle: short of an ideal on {len(short)} pages ({named})"
    with_gold = [page for page in corpus.pages if page.gold.text]
    silent = sum(_recall_of_nothing(page) == 0 for page in with_gold)
    yield f"nothing: recall 0 on {silent} of {len(with_gold)} pages with gold"


def _recall_of_nothing(page: Page) -> float:
    row = np.array([HEADLINE.page(page.gold, "")], dtype=float)
    return float(HEADLINE.summary(row, np.ones((1, 1)))["recall"][0])


def likeness(aeb: Corpus, wcxb: Corpus) -> str:
    """The figures of every shipped set beside those of the public corpora."""
    shipped = [open_unchecked(name) for name in shipped_sets()]
    named = [(name, pages) for one in (*shipped, aeb, wcxb) for name, pages in sets_of(one)]
    short = {aeb.name: "AEB", wcxb.name: "WCXB", "dev": "WCXB"}
    stats = [stats_of(short.get(name, name), pages) for name, pages in named]
    headers, rows = figures_table(stats)
    kept = [row for row in rows if not str(row[0]).startswith(("language", "encoding", "type"))]
    return render(headers, kept, "table", ["left", *["right"] * len(stats)])


def noise() -> str:
    """Noise of all shipped sets together, by kind and place."""
    headers, rows = noise_table(stats_of("shipped", open_unchecked("shipped").pages))
    return render(headers, rows, "table", ["left", "right", "right", "right"])


def order(name: str, corpus: Corpus, runs: Path) -> Order:
    """Run every row over a corpus and take its F1."""
    pages = tuple(page for page in corpus.pages if page.gold.text)
    some = Corpus(corpus.name, corpus.source, pages, synthetic=corpus.synthetic)
    made = run(ROWS, some, out=runs / name, jobs=usable_cores(), say=print)
    f1: dict[str, float] = {}
    replicates: dict[str, NDArray[np.float64]] = {}
    for answers in answers_of(made, some):
        measured = measure(HEADLINE, [answers], pages)
        (statistics,), judged = measured.tables, measured.pages
        weights = draws_of(judged, SEED).weights
        spec = answers.system.spec
        f1[spec] = float(HEADLINE.summary(statistics, np.ones((1, len(statistics))))["f1"][0])
        replicates[spec] = HEADLINE.summary(statistics, weights)["f1"]
    return Order(name, f1, replicates)


def agreement(ours: Order, theirs: Order) -> str:
    """Both orders side by side, and Kendall's tau-b with an interval over both bootstraps."""
    ranked = sorted(ours.f1, key=lambda spec: -ours.f1[spec])
    place = {spec: rank for rank, spec in enumerate(_ranked(theirs), 1)}
    headers = ["extractor", f"F1 {ours.name}", f"F1 {theirs.name}", "rank", "rank there"]
    rows = [
        [spec, f"{ours.f1[spec]:.3f}", f"{theirs.f1[spec]:.3f}", str(rank), str(place[spec])]
        for rank, spec in enumerate(ranked, 1)
    ]
    found = concordance(*(_matrices(one, ranked) for one in (ours, theirs)))
    table = render(headers, rows, "table", ["left", "right", "right", "right", "right"])
    return (
        f"{table}\n\nKendall's tau {found.value:.2f}, 95 % interval {found.low:.2f} to "
        f"{found.high:.2f} (both corpora resampled, {REPLICATES} times)"
    )


def _ranked(one: Order) -> list[str]:
    return sorted(one.f1, key=lambda spec: -one.f1[spec])


def _matrices(one: Order, specs: list[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The F1 of these extractors: as measured, and replicates x extractors."""
    replicates = np.column_stack([one.replicates[spec] for spec in specs])
    return np.array([one.f1[spec] for spec in specs]), replicates


def drafts(news: Corpus, aeb: Corpus, runs: Path) -> str:
    """How good a draft is: its text on AEB, its noise on our own news."""
    text = text_of_drafts(aeb, drafted(aeb, runs / "drafts-aeb"))
    return f"{text}\n{noise_of_drafts(news, drafted(news, runs / 'drafts-news'))}"


def main() -> None:
    """Measure all, print it, and write it into the datasheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("aeb", type=Path)
    parser.add_argument("wcxb", type=Path)
    parser.add_argument("--runs", type=Path, default=Path("boilerbench-runs/datasheet"))
    asked = parser.parse_args()
    aeb, wcxb = open_corpus(f"aeb:{asked.aeb}"), open_corpus(f"wcxb:{asked.wcxb}")
    orders = {
        name: order(name, corpus, asked.runs)
        for name, corpus in (
            ("news", open_corpus("news")),
            ("AEB", aeb),
            ("types", open_corpus("types")),
            ("WCXB", wcxb),
        )
    }
    found = {
        "proof": "\n".join(proof()),
        "likeness": likeness(aeb, wcxb),
        "noise": noise(),
        "news and AEB": agreement(orders["news"], orders["AEB"]),
        "types and WCXB": agreement(orders["types"], orders["WCXB"]),
        "drafts": drafts(open_corpus("news"), aeb, asked.runs),
    }
    for name, text in found.items():
        print(f"== {name}\n{text}\n")
    for page in PAGES:
        before = page.read_text(encoding="utf-8")
        after = BLOCK.sub(lambda m: f"{m[1]}{found[m[2]]}\n{m[4]}", before)
        page.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
