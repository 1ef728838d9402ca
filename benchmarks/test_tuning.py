"""What choosing among 500 rules of text costs on 200 outputs, beside a plain way to do it.

Outputs are made up: 5,000 characters in words of which few are frequent, and a line of boilerplate
after every third paragraph. The plain way recounts every word for every set of rules; it takes
minutes for a single rule of 500, and is timed on a tenth of the rules and of the pages.
"""

import random
from functools import cache
from time import process_time

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plain_selection
from boilerbench.records import Extraction, Gold, HtmlBytes, Page
from boilerbench.rules.cleaning import TextRules
from boilerbench.rules.effects import PageEffects
from boilerbench.rules.measuring_effects import effects_of
from boilerbench.rules.model import Lines, Phrase, Rule
from boilerbench.rules.trials import PageTrial
from boilerbench.rules.tuning.candidates import candidates
from boilerbench.rules.tuning.folds import folds_of
from boilerbench.rules.tuning.forward import Aim, select
from boilerbench.rules.tuning.tallies import tally_of
from boilerbench.rules.tuning.validating import Selected, cross_validated

RULES, PAGES, SITES = 500, 200, 50
WHOLE = "tuning: 500 rules x 200 outputs, matched, counted, chosen in 5 folds"
MATCHING = "tuning: 500 rules of text looked for in 200 outputs"
CHOOSING = "tuning: choosing among 50 rules on 20 outputs, the plain way the first rule only"


@cache
def made_up() -> tuple[tuple[Rule, ...], tuple[tuple[Page, str], ...]]:
    """The rules, and pages with their outputs."""
    rng = random.Random(0)
    words = [
        "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 9))) for _ in range(3000)
    ]
    weights = [1 / (place + 1) for place in range(len(words))]

    def sentence(least: int, most: int) -> str:
        return " ".join(rng.choices(words, weights, k=rng.randint(least, most))).capitalize()

    noise = [sentence(2, 8) for _ in range(RULES)]
    pages = []
    for number in range(PAGES):
        gold: list[str] = []
        output: list[str] = []
        while sum(map(len, output)) < 5000:
            gold.append(sentence(20, 60) + ".")
            output += [gold[-1], *([rng.choice(noise)] if rng.random() < 0.34 else [])]
        url = f"https://site{number % SITES:02}.example/{number}"
        page = Page(f"page{number:03}", HtmlBytes(b""), Gold(text="\n".join(gold)), url=url)
        pages.append((page, "\n".join(output)))
    return tuple(Rule(_matcher(place, one)) for place, one in enumerate(noise)), tuple(pages)


def _matcher(place: int, line: str) -> Lines | Phrase:
    kinds = (Lines((line,)), Lines((line,)), Lines((line,), loose=True), Phrase(line))
    return (*kinds, Phrase(line, cut="line", loose=True))[place % 5]


def cuts() -> int:
    """All that the rules find, counted; they are compiled before."""
    rules, pages = made_up()
    texts = TextRules(rules)
    return sum(len(texts.cuts(text, None)) for _, text in pages)


def effects() -> list[PageEffects]:
    """What each rule does to each output, from the matching on."""
    rules, pages = made_up()
    texts = TextRules(rules)
    found = []
    for page, text in pages:
        extraction = Extraction(page.id, "", "ok", text=text)
        cut = tuple(texts.cuts(text, None))
        found.append(effects_of(PageTrial(page, extraction, extraction, cuts=cut)))
    return found


def tuned() -> Selected:
    """All of it: matched, counted, chosen on all pages and in five folds."""
    rules = made_up()[0]
    tally = tally_of(effects(), len(rules))
    return cross_validated(tally, candidates(rules), Aim(), folds_of(tally.sites, 5, 0))


@pytest.mark.benchmark(group=WHOLE, timer=process_time)
def test_a_whole_selection(benchmark: BenchmarkFixture) -> None:
    found = benchmark.pedantic(tuned, rounds=2, warmup_rounds=0)
    benchmark.extra_info["chosen"] = len(found.rules)
    assert len(found.rules) > RULES / 2
    assert len(found.folds) == 5


@pytest.mark.benchmark(group=MATCHING, timer=process_time)
def test_matching(benchmark: BenchmarkFixture) -> None:
    assert benchmark.pedantic(cuts, rounds=3, warmup_rounds=1) > PAGES


def few() -> list[PageEffects]:
    """Some pages with some of the rules."""
    return [
        PageEffects(
            one.page,
            one.site,
            one.labels,
            one.kinds,
            one.gold,
            {rule: effect for rule, effect in one.rules.items() if rule < 50},
        )
        for one in effects()[:20]
    ]


@pytest.mark.benchmark(group=CHOOSING, timer=process_time)
def test_choosing(benchmark: BenchmarkFixture) -> None:
    some = few()

    def choose() -> tuple[int, ...]:
        return select(tally_of(some, 50), Aim(), range(50))[1].rules

    (first,) = benchmark.pedantic(choose, rounds=5, warmup_rounds=1)
    assert np.isclose(
        plain_selection.f1(some, [first]),
        max(plain_selection.f1(some, [rule]) for rule in range(50)),
    )


@pytest.mark.benchmark(group=CHOOSING, timer=process_time)
def test_choosing_plainly(benchmark: BenchmarkFixture) -> None:
    some = few()
    found = benchmark.pedantic(plain_selection.select, args=(some, 50, 1), rounds=1)
    assert len(found) == 1
