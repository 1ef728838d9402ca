"""What rules find on the pages of a corpus that is gold there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from lxml.html import HtmlElement

from boilerbench.corpora.corpus import Corpus, select
from boilerbench.corpora.placing import placed
from boilerbench.records import Page
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.cleaning import TextRules
from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.shadowing import parts_of
from boilerbench.rules.model import Rule, RuleFile
from boilerbench.rules.pruning import WHOLE
from boilerbench.rules.scopes import host_of
from boilerbench.trees import parse_page
from boilerbench.wording import counted, harmless

SECONDS: Final = 2.0
"""How long a rule may look for elements on one page."""

WORK: Final = 20_000
"""Times a rule that is no simple class or id may look at a page: of more, some pages are tried."""

FEWEST: Final = 20
"""Pages that any file is tried on."""

_SHOWN: Final = 60  # characters of a destroyed text


@dataclass
class _Loss:
    """Gold words that a rule finds: of how many pages, and where that began."""

    words: int = 0
    pages: int = 0
    page: str = ""
    text: str = ""

    def add(self, page: str, words: int, text: str) -> None:
        self.page, self.text = self.page or page, self.text or text
        self.words += words
        self.pages += 1

    def told(self, where: str) -> str:
        """The loss in words, with the first text that is lost."""
        text = harmless(" ".join(self.text.split()))
        shown = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
        gold = f"{counted(self.words, 'word')} of gold on {counted(self.pages, 'page')}"
        return f"{where} {gold}: on {self.page} {shown!r}"


@dataclass
class Losses:
    """The losses of rules by their place, and rules that could not be looked for."""

    elements: dict[int, _Loss] = field(default_factory=lambda: defaultdict(_Loss))
    texts: dict[int, _Loss] = field(default_factory=lambda: defaultdict(_Loss))
    slow: dict[int, str] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Every rule that destroys gold, or takes too long."""
        remedy = "name its sites, ask for more, or leave it out: `rules ledger` weighs it"
        for at, loss in self.elements.items():
            yield Finding("M01", loss.told("what it finds holds"), remedy, at)
        for at, loss in self.texts.items():
            yield Finding("M02", loss.told("it cuts"), remedy, at)
        for at, why in self.slow.items():
            yield Finding("M03", f"on a page of the corpus {why}", "say it more simply", at)


def measured(file: RuleFile, corpus: Corpus) -> Iterator[Finding]:
    """Rules that find gold on pages of a corpus, which they are for by its URL or as general ones.

    Elements within which gold stands, and text rules on the gold text itself. A rule that keeps a
    page's text is not judged: that is what its tests are for.
    """
    rules = tuple(file.rules)
    losses = Losses()
    texts = TextRules(rules)
    with closing(Pruner(rules, SECONDS)) as pruner:
        for page in tried(file, corpus).pages:
            if page.gold.text is not None:
                _on_page(page, rules, pruner, losses)
                _on_text(page, texts, losses)
        losses.slow |= pruner.skipped
    yield from losses.findings()


def tried(file: RuleFile, corpus: Corpus) -> Corpus:
    """The pages that a file's rules are tried on: all, or a sample over sites for very many."""
    slow = sum(rule.on and not rule.sites and not _is_simple(rule) for rule in file.rules)
    pages = max(FEWEST, WORK // max(slow, 1))
    return corpus if pages >= len(corpus.pages) else select(corpus, limit=pages)


def _is_simple(rule: Rule) -> bool:
    parts = parts_of(rule)
    return bool(parts) and all(part.simple for part in parts)


def _on_page(page: Page, rules: Sequence[Rule], pruner: Pruner, losses: Losses) -> None:
    host, index = host_of(page.url), pruner.index
    active = index.active(host)
    of_page = {at for at in active if rules[at].of_page and not rules[at].keep}
    if not of_page:
        return
    content = page.source.read()
    if of_page & index.searching - pruner.skipped.keys():
        # What may take long is looked for within bounds first.
        pruner.prune(content, charset=page.charset, url=page.url, only=of_page)
    tree = parse_page(content, page.charset)
    if tree is None:
        return
    found = index.hits(tree, host, {*pruner.skipped, *(active - of_page)})
    losses.slow |= found.troubles
    if found.elements:
        _count(page, tree, found.elements, losses)


def _count(
    page: Page, tree: HtmlElement, found: dict[int, dict[HtmlElement, None]], losses: Losses
) -> None:
    placing = placed(tree, page.gold)
    ranges = placing.page.ranges()
    gold = [owner >= 0 and placing.labels[owner].kind == "gold" for owner in placing.owners]
    before = list(accumulate(gold, initial=0))
    for at, elements in found.items():
        places = [ranges[one] for one in elements if one in ranges and one.tag not in WHOLE]
        inside = {
            n
            for first, behind in places
            if before[behind] > before[first]
            for n in range(first, behind)
            if gold[n]
        }
        if inside:
            start = min(inside)
            label = placing.labels[placing.owners[start]]
            losses.elements[at].add(page.id, len(inside), label.text)


def _on_text(page: Page, texts: TextRules, losses: Losses) -> None:
    text = page.gold.text or ""
    cut: dict[int, list[str]] = defaultdict(list)
    for one in texts.cuts(text, host_of(page.url)):
        cut[one.rule].append(text[one.start : one.end])
    for at, pieces in cut.items():
        words = sum(len(piece.split()) for piece in pieces)
        if words:
            losses.texts[at].add(page.id, words, pieces[0])
