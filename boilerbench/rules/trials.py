"""Rules tried on a page: what an extractor makes of it without rules, with each and with all."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from boilerbench.digests import short_digest
from boilerbench.records import Extraction, HtmlBytes, Page, Removal
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.cleaning import Cut, joined, without
from boilerbench.rules.pruning import Pruned, Trouble
from boilerbench.scoring.parts import text_of

Extract = Callable[[Page], Extraction]
"""What an extractor makes of a page as it is given."""


@dataclass(frozen=True)
class PageTrial:
    """What an extractor makes of a page: without rules, with each rule, with all of them.

    `control` is of the page parsed and serialised, None where no rule of pages fires; `pruned` of
    the page less what one rule finds, by its place; `together` of the page less what all find,
    and `but` less what all others find, where that was asked for, both cleaned by the rules of
    text. `removals` are what each rule alone takes from the page, `cuts` what each rule of text
    alone takes from the output without rules.
    """

    page: Page
    raw: Extraction
    together: Extraction
    control: Extraction | None = None
    pruned: Mapping[int, Extraction] = field(default_factory=dict)
    but: Mapping[int, Extraction] = field(default_factory=dict)
    removals: tuple[Removal, ...] = ()
    cuts: tuple[Cut, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @property
    def text(self) -> str:
        """The output without rules."""
        return text_of(self.raw)

    @property
    def base(self) -> Extraction:
        """What the rules of pages are held against."""
        return self.raw if self.control is None else self.control

    @property
    def fired(self) -> Counter[int]:
        """How many elements or stretches of text each rule found."""
        rules = [*(one.rule for one in self.removals), *(one.rule for one in self.cuts)]
        return Counter(rules)

    def spans(self, rule: int) -> list[tuple[int, int]]:
        """The characters that a rule of text takes from the output without rules."""
        return joined((cut.start, cut.end) for cut in self.cuts if cut.rule == rule)

    def with_rule(self, rule: int) -> str | None:
        """The output with one rule that fired alone; None where the extractor failed."""
        if rule not in self.pruned:
            return without(self.text, self.spans(rule)) if self.raw.answered else None
        return text_of(self.pruned[rule]) if self.pruned[rule].answered else None

    def without_rule(self, rule: int) -> str | None:
        """The output that this is held against; None where the extractor failed."""
        held = self.base if rule in self.pruned else self.raw
        return text_of(held) if held.answered else None


def try_page(
    page: Page,
    pruner: Pruner | None,
    extract: Extract,
    *,
    raw: Extraction | None = None,
    leave_one_out: bool = False,
) -> PageTrial:
    """The rules of pages tried on a page; `raw` is its extraction without rules, if at hand.

    Pages of the same bytes are extracted once. Without a `pruner` no rule of pages is tried.
    """
    content = page.source.read()
    extracted = _remembering(page, content, extract, raw)
    raw = extracted(content)
    if pruner is None:
        return PageTrial(page, raw, raw)
    prune = partial(pruner.prune, content, charset=page.charset, url=page.url)
    whole = prune()
    alone = _alone(pruner, prune, whole)
    trial = PageTrial(page, raw, raw, troubles=whole.troubles)
    if whole.control is None:
        return trial
    return replace(
        trial,
        control=extracted(whole.control),
        pruned={rule: extracted(one.content) for rule, one in alone.items()},
        together=extracted(whole.content),
        but={
            rule: extracted(prune(only=[at for at in alone if at != rule]).content)
            for rule in (alone if leave_one_out else ())
        },
        removals=tuple(removal for one in alone.values() for removal in one.removals),
    )


def _remembering(
    page: Page, content: bytes, extract: Extract, raw: Extraction | None
) -> Callable[[bytes], Extraction]:
    """What is extracted of the page with other bytes, each once; `raw` is that of its own."""
    seen = {} if raw is None else {short_digest(content): raw}

    def extracted(changed: bytes) -> Extraction:
        digest = short_digest(changed)
        if digest not in seen:
            given = page if changed is content else _in_utf8(page, changed)
            seen[digest] = extract(given)
        return seen[digest]

    return extracted


def _alone(pruner: Pruner, prune: Callable[..., Pruned], whole: Pruned) -> dict[int, Pruned]:
    """The page pruned by each rule that fires when it is alone."""
    fired = {one.rule for one in whole.removals}
    # Of several rules that keep something only the first takes away the rest.
    kept = {at for at, rule in enumerate(pruner.index.rules) if rule.keep} if fired else set()
    found = {rule: prune(only=(rule,)) for rule in sorted(fired | kept)}
    return {rule: one for rule, one in found.items() if one.fired}


def _in_utf8(page: Page, content: bytes) -> Page:
    return replace(page, source=HtmlBytes(content), charset="utf-8")
