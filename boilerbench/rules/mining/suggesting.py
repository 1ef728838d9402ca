"""From an extractor's outputs to the rules that would take away what it let through."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec
import numpy as np

from boilerbench.records import Extraction, NoiseKind, Page
from boilerbench.rules.cleaning import lines_seen
from boilerbench.rules.labels import GOLD, labelled
from boilerbench.rules.leaking import leaked_words
from boilerbench.rules.mining.candidates import Bounds, Candidate, kinds_of
from boilerbench.rules.mining.choosing import chosen, removed
from boilerbench.rules.mining.effects import effects, words_of
from boilerbench.rules.mining.ground import LEAKED, Ground, Mined
from boilerbench.rules.mining.guessing import KindOf, guessed, no_phrases
from boilerbench.rules.mining.names import matcher_of
from boilerbench.rules.mining.outputs import output_of
from boilerbench.rules.mining.suggestions import Suggestion, Suggestions
from boilerbench.rules.mining.texts import REPEATS, TextCandidate, text_candidates
from boilerbench.rules.model import Rule
from boilerbench.trees import parse_page

EXAMPLES: Final = 3


@dataclass(frozen=True)
class Asked:
    """What is wanted of the rules: `most` of them, within bounds, with half of the sites held out.

    `kind_of` is the list of phrases that pages without gold are held against, `repeats` on how
    many pages of a site a line stands before it is taken for noise there.
    """

    bounds: Bounds = field(default_factory=Bounds)
    most: int | None = None
    held_out: bool = False
    seed: int = 0
    kind_of: KindOf = no_phrases
    repeats: int = REPEATS


def mined_pages(
    answers: Iterable[tuple[Page, Extraction]], asked: Asked | None = None
) -> list[Mined]:
    """The pages that an extractor answered, with what their words are; empty pages are left out."""
    wanted = asked or Asked()
    answered = [(page, one.text) for page, one in answers if one.answered]
    seen = lines_seen((page.site, text) for page, text in answered if page.gold.kind == "none")
    found = []
    for page, text in answered:
        tree = parse_page(page.source.read(), page.charset)
        if tree is None:
            continue
        if page.gold.kind == "none":
            here = seen[page.site]
            found.append(guessed(page, tree, text, here, wanted.repeats, wanted.kind_of))
            continue
        labels = labelled(tree, page.gold)
        leaked = leaked_words(labels, page.gold, text)
        found.append(Mined(page, tree, labels, leaked, output_of(page.gold, text)))
    return found


def suggested(
    pages: Sequence[Mined], asked: Asked, corpus: str, extractor: str, spec: str
) -> Suggestions:
    """The rules that some pages ask for, those first that take away most of what leaks.

    With `held_out` they are mined on half of the sites, and told what they do on the others too.
    """
    mined, others = halves(pages, asked.seed) if asked.held_out else (list(pages), [])
    found = _mined(Ground(mined), asked.bounds)
    found.sort(key=lambda one: (-one.words.leaked, str(one.rule)))
    kept = found if asked.most is None else found[: asked.most]
    rules = [one.rule for one in kept]
    elsewhere, held_out = effects(rules, others)
    if asked.held_out:
        kept = [
            msgspec.structs.replace(one, elsewhere=words)
            for one, words in zip(kept, elsewhere, strict=True)
        ]
    return Suggestions(
        corpus,
        extractor,
        spec,
        effects(rules, mined)[1],
        tuple(kept),
        without_gold=sum(not one.known for one in pages),
        left_out=len(found) - len(kept),
        held_out=held_out if asked.held_out else None,
    )


def halves(pages: Sequence[Mined], seed: int) -> tuple[list[Mined], list[Mined]]:
    """The pages of half of the sites, drawn by the seed, and those of the others."""
    sites = sorted({one.page.site for one in pages})
    random.Random(seed).shuffle(sites)  # noqa: S311  a reproducible draw, not a secret
    first = set(sites[: (len(sites) + 1) // 2])
    return (
        [one for one in pages if one.page.site in first],
        [one for one in pages if one.page.site not in first],
    )


def _mined(ground: Ground, bounds: Bounds) -> list[Suggestion]:
    of_pages = chosen(ground, bounds)
    texts = text_candidates(ground, removed(ground, of_pages), bounds)
    return [
        *(_of_elements(one, ground) for one in of_pages),
        *(_of_text(one, ground) for one in texts),
    ]


def _of_elements(one: Candidate, ground: Ground) -> Suggestion:
    most = np.argsort(-one.counts[:, LEAKED], kind="stable").tolist()
    shown = dict.fromkeys(ground.text(one.places[at].tolist()) for at in most[: 4 * EXAMPLES])
    destroyed = [at for at in most if one.counts[at, GOLD]]
    pages = np.unique(one.pages)
    return Suggestion(
        rule=Rule(matcher_of(one.name), kind=_kind(one.kinds), sites=one.sites),
        words=words_of(one.total[:LEAKED], one.leaked),
        kinds=one.kinds,
        pages=len(pages),
        sites=len(np.unique(ground.site_of_page[pages])),
        brittle=one.brittle,
        removed=tuple(shown)[:EXAMPLES],
        destroyed=tuple(
            text for at in destroyed for text in ground.texts(one.places[at].tolist(), GOLD)
        ),
    )


def _of_text(one: TextCandidate, ground: Ground) -> Suggestion:
    kinds = kinds_of(one.total)
    return Suggestion(
        rule=Rule(one.what, kind=_kind(kinds), sites=one.sites),
        words=words_of(one.total, sum(one.left.values())),
        kinds=kinds,
        pages=len(one.counts),
        sites=len({int(ground.site_of_page[page]) for page in one.counts}),
        removed=one.texts[:EXAMPLES],
    )


def _kind(kinds: dict[NoiseKind, int]) -> NoiseKind:
    return next(iter(kinds), "other")
