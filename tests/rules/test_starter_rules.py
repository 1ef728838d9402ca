"""The starter rules that ship, measured: what they take, and that they destroy nothing."""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RuleError
from boilerbench.records import NOISE_KINDS, Extraction
from boilerbench.rules.applying import run_rules
from boilerbench.rules.measuring_effects import GOLD, effect_between, told
from boilerbench.rules.model import Css, Token
from boilerbench.rules.named import rules_named, starters
from boilerbench.running import run
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.alignment import leaks
from boilerbench.scoring.parts import text_of

KINDS = ("advertisement", "newsletter", "skip-link")
Outputs = Mapping[str, Extraction]


def _outputs(spec: str, corpus: Corpus, folder: Path, *, ruled: bool) -> Outputs:
    """What an extractor returns of each page, under all starter rules or none."""
    file = rules_named("starter:all")
    rules = run_rules(file.name, file.rules) if ruled else None
    made = run([spec], corpus, out=folder / f"{spec}-{ruled}", jobs=2, rules=rules)
    return made.extractions(made.manifest.systems[0])


def _f1(corpus: Corpus, outputs: Outputs) -> dict[str, float]:
    """The mean F1 of each site."""
    by_site: dict[str, list[float]] = {}
    for page in corpus.pages:
        text = text_of(outputs[page.id]) if outputs[page.id].answered else ""
        row = HEADLINE.page(page.gold, text)
        if HEADLINE.judges(page.gold) and row is not None:
            value = float(HEADLINE.values(np.array([row], float))["f1"][0])
            by_site.setdefault(page.site, []).append(value)
    return {site: float(np.mean(values)) for site, values in by_site.items()}


def test_every_kind_with_a_usual_markup_has_starter_rules() -> None:
    """Each file is named after its kind, and has rules of no other."""
    assert set(starters()) == set(NOISE_KINDS) - {"other"}
    for kind in starters():
        file = rules_named(f"starter:{kind}")
        assert {rule.kind for rule in file.rules} == {kind}
        assert not file.unapplied
    every = rules_named("starter:all")
    assert every.name == "starter:all"
    assert every.place(0) == "starter:advertisement:4"
    assert rules_named("starter:cookie").place(0) == "starter:cookie:3"


def test_starter_rules_are_not_over_broad() -> None:
    """No token stands for a part of a name, no selector has a part of one, none is for a site."""
    for rule in rules_named("starter:all").rules:
        assert not rule.sites
        assert not isinstance(rule.what, Token)
        if isinstance(rule.what, Css):
            assert not re.search(r"\[(?:class|id)[*^$]", rule.what.selector)
            assert not re.search(
                r"\.(?:banner|widget|hero|teaser|promo)\b(?!-)", rule.what.selector
            )


def test_starter_rules_are_asked_for_by_kind(tmp_path: Path) -> None:
    """A kind without rules is refused with those that have some; anything else is a path."""
    with pytest.raises(RuleError, match=r"starter: and all.*did you mean 'cookie'\?"):
        rules_named("starter:cookies")
    with pytest.raises(RuleError, match="cannot be read"):
        rules_named(str(tmp_path / "none.toml"))
    (tmp_path / "mine.toml").write_text('[[rule]]\ntoken = "x"\n')
    assert len(rules_named(str(tmp_path / "mine.toml")).rules) == 1


@pytest.mark.parametrize(
    "spec",
    ["trafilatura", pytest.param("readability-lxml", marks=pytest.mark.environments)],
)
@pytest.mark.usefixtures("built")
def test_no_advertisement_newsletter_or_skip_link_is_left_on_news_pages(
    spec: str, tmp_path: Path
) -> None:
    """On the summit page and all pages of its set nothing that the extractor leaks is left."""
    corpus = open_corpus("news")
    plain = _outputs(spec, corpus, tmp_path, ruled=False)
    clean = _outputs(spec, corpus, tmp_path, ruled=True)
    before, after = (
        [
            (page.id, page.gold.noise[leak.index])
            for page in corpus.pages
            for leak in leaks(page.gold, text_of(outputs[page.id]))
            if leak.kind in KINDS
        ]
        for outputs in (plain, clean)
    )
    assert len(before) > 40
    assert "summit" in {page for page, _ in before}
    assert after == []


def test_no_word_of_gold_is_destroyed_on_the_shipped_corpus(tmp_path: Path) -> None:
    """What returns all visible text still returns all of gold."""
    corpus = open_corpus("shipped")
    plain = _outputs("lxml-text", corpus, tmp_path, ruled=False)
    clean = _outputs("lxml-text", corpus, tmp_path, ruled=True)
    destroyed = {}
    for page in corpus.pages:
        before, after = (told(page.gold, text_of(one[page.id])) for one in (plain, clean))
        lost = effect_between(before, after, failed=False).cut & (before.labels == GOLD)
        if lost.any():
            destroyed[page.id] = int(lost.sum())
    assert destroyed == {}


@pytest.mark.parametrize("spec", ["lxml-text", "trafilatura"])
def test_f1_falls_on_no_site_of_a_public_corpus(
    spec: str, real_corpora: Path, tmp_path: Path
) -> None:
    """On no site of article-extraction-benchmark by more than 0.001."""
    corpus = open_corpus(f"aeb:{real_corpora / 'article-extraction-benchmark'}")
    plain = _f1(corpus, _outputs(spec, corpus, tmp_path, ruled=False))
    clean = _f1(corpus, _outputs(spec, corpus, tmp_path, ruled=True))
    assert len(plain) > 100
    assert {
        site: clean[site] - was for site, was in plain.items() if clean[site] < was - 0.001
    } == {}
