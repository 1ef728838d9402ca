"""Rules on the way from a page to a cleaned text: before the extractor, and behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

import msgspec

from boilerbench.digests import short_digest
from boilerbench.records import Extraction, HtmlBytes, Outcome, Page, Removal
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.cleaning import Seen, TextRules, lines_seen
from boilerbench.rules.model import Rule, RunRules
from boilerbench.rules.pruning import Pruned
from boilerbench.rules.scopes import host_of


def run_rules(name: str, rules: Sequence[Rule]) -> RunRules:
    """Rules with the digest of what they say."""
    return RunRules(name, short_digest(msgspec.json.encode(rules)), tuple(rules))


class Applied:
    """Some rules at work: any number of pages and outputs, from any number of threads.

    ValueError for a rule that cannot be compiled. To be closed, as rules of pages may have started
    a process.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.pruner = Pruner(rules)
        self.texts = TextRules(rules)
        self.skipped: dict[int, str] = {}
        """Rules that were not carried out somewhere, and why."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.pruner.close()

    def page(self, page: Page) -> tuple[Page, Pruned]:
        """A page as the extractor is to see it: itself where no rule fires."""
        pruned = self.pruner.prune(page.source.read(), charset=page.charset, url=page.url)
        self.skipped |= {one.rule: one.why for one in pruned.troubles}
        if not pruned.fired:
            return page, pruned
        return replace(page, source=HtmlBytes(pruned.content), charset="utf-8"), pruned

    def cleaned(self, extraction: Extraction, page: Page, seen: Seen | None = None) -> Extraction:
        """An extraction after the rules of text; what it removed from the page stays on record.

        `seen` are the lines of the site's outputs. What was cleaned before is cleaned anew.
        """
        text = extraction.text if extraction.uncleaned is None else extraction.uncleaned
        marked = extraction.uncleaned_markdown or extraction.markdown
        host = host_of(page.url)
        plain = self.texts.clean(text, host, seen=seen)
        markdown = (
            None if marked is None else self.texts.clean(marked, host, seen=seen, markdown=True)
        )
        told = [*plain.troubles, *(() if markdown is None else markdown.troubles)]
        self.skipped |= {one.rule: one.why for one in told}
        of_page = [one for one in extraction.removed if self.rules[one.rule].of_page]
        removals = plain.removals or (() if markdown is None else markdown.removals)
        after = "" if markdown is None else markdown.text
        return msgspec.structs.replace(
            extraction,
            text=plain.text,
            markdown=None if markdown is None else after,
            outcome=_outcome(extraction, removals, plain.text, after),
            removed=(*of_page, *removals),
            uncleaned=text if plain.removals else None,
            uncleaned_markdown=marked if markdown is not None and markdown.removals else None,
        )


def _outcome(
    extraction: Extraction, removals: Sequence[Removal], text: str, markdown: str
) -> Outcome:
    """That of the cleaned answer, of which rules may have left nothing."""
    if not removals and extraction.uncleaned is extraction.uncleaned_markdown is None:
        return extraction.outcome
    return "ok" if text.strip() or markdown.strip() else "empty"


def recorded(extraction: Extraction, page: Page, pruned: Pruned) -> Extraction:
    """The extraction of a pruned page, as one of the page itself with what was removed from it."""
    content = page.source.read()
    return msgspec.structs.replace(
        extraction,
        digest=short_digest(content),
        size=len(content),
        told=None if extraction.told is None else page.told(),
        removed=pruned.removals,
    )


def sites_seen(extractions: Mapping[str, Extraction], pages: Sequence[Page]) -> dict[str, Seen]:
    """Of each site the lines that the outputs of a run have on its pages, before any cleaning."""
    texts = []
    for page in pages:
        one = extractions.get(page.id)
        if one is not None and one.answered:
            found = one.text if one.uncleaned is None else one.uncleaned
            texts.append((page.site, found or one.uncleaned_markdown or one.markdown or ""))
    return dict(lines_seen(texts))
