"""How good drafts are: their text against AEB's gold, their noise against our labels."""

import shutil
from collections import Counter
from pathlib import Path

import numpy as np

from boilerbench.cli.corpus_new import installed_extractors
from boilerbench.corpora.boilerbench import read_unchecked
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.placing import Placed, placed
from boilerbench.drafting.making import new_corpus
from boilerbench.drafting.saved import SavedPage, facts_of
from boilerbench.draws import draws_of
from boilerbench.machines import usable_cores
from boilerbench.records import NOISE_KINDS, Page
from boilerbench.scoring import HEADLINE
from boilerbench.statistics import estimate
from boilerbench.trees import parse_page


def drafted(corpus: Corpus, folder: Path) -> dict[str, Page]:
    """The drafts of a corpus's pages, made anew from their bytes alone, by page id."""
    shutil.rmtree(folder, ignore_errors=True)
    saved = [SavedPage(page.id, content, **facts_of(content)) for page, content in _read(corpus)]
    new_corpus(folder, saved, installed_extractors(), jobs=usable_cores(), say=print)
    return {page.id: page for page in read_unchecked(folder).pages}


def _read(corpus: Corpus) -> list[tuple[Page, bytes]]:
    return [(page, page.source.read()) for page in corpus.pages]


def text_of_drafts(corpus: Corpus, drafts: dict[str, Page]) -> str:
    """The F1 of drafted text against gold that people made, with its interval."""
    pages = tuple(page for page in corpus.pages if page.gold.text and page.id in drafts)
    rows = [HEADLINE.page(page.gold, drafts[page.id].gold.text or "") for page in pages]
    found = estimate(HEADLINE, np.array(rows, dtype=float), draws_of(pages, 0))["f1"]
    half = (found.high - found.low) / 2
    return f"text of {len(pages)} drafts: F1 {found.value:.3f} \u00b1{half:.3f}"


def noise_of_drafts(corpus: Corpus, drafts: dict[str, Page]) -> str:
    """How much proposed noise is noise, how much was found, how often its kind fits."""
    counts: Counter[str] = Counter()
    for page in corpus.pages:
        tree = parse_page(page.source.read(), page.charset)
        if tree is None or page.id not in drafts:
            continue
        truth, draft = placed(tree, page.gold), placed(tree, drafts[page.id].gold)
        for place in range(len(truth.words)):
            real, said = _kind(truth, place), _kind(draft, place)
            counts["planted"] += real in NOISE_KINDS
            counts["proposed"] += said in NOISE_KINDS
            counts["right"] += said in NOISE_KINDS and real in NOISE_KINDS
            counts["of its kind"] += said in NOISE_KINDS and real == said
            counts["gold"] += said in NOISE_KINDS and real == "gold"
    found = counts["right"] / counts["planted"]
    fitting = counts["of its kind"] / counts["proposed"]
    return (
        f"noise of {len(drafts)} drafts: {counts['right']:,} of {counts['proposed']:,} words "
        f"proposed are noise, {counts['gold']} are gold;\n{found:.0%} of all noise is found; "
        f"the kind is right for {fitting:.0%}"
    )


def _kind(found: Placed, place: int) -> str | None:
    owner = found.owners[place]
    return found.labels[owner].kind if owner >= 0 else None
