"""Rules on the way from a page to a cleaned text: before the extractor, and behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

import msgspec

from boilerbench.digests import short_digest
from boilerbench.records import Extraction, HtmlBytes, Outcome, Page
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.cleaning import Cleaned, Seen, TextRules, lines_seen
from boilerbench.rules.model import Rule, RunRules
from boilerbench.rules.pruning import Pruned, Trouble
from boilerbench.rules.scopes import host_of
from boilerbench.scoring.parts import text_of


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
        self.skipped: Counter[tuple[int, str]] = Counter()
        """Rules that were not carried out, and why: on how many pages or outputs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.pruner.close()

    def page(self, page: Page) -> tuple[Page, Pruned]:
        """A page as the extractor is to see it: itself where no rule fires."""
        pruned = self.pruner.prune(page.source.read(), charset=page.charset, url=page.url)
        self._note(pruned.troubles)
        if not pruned.fired:
            return page, pruned
        return replace(page, source=HtmlBytes(pruned.content), charset="utf-8"), pruned

    def cleaned(self, extraction: Extraction, page: Page, seen: Seen | None = None) -> Extraction:
        """An extraction after the rules of text; what it removed from the page stays on record.

        Text is what is scored: of a markdown alone its plain rendering, which becomes the text
        where a rule takes something from it. `seen` are the lines of the site's outputs. What was
        cleaned before is cleaned anew.
        """
        made = as_returned(extraction)
        host = host_of(page.url)
        plain = self.texts.clean(text_of(made), host, seen=seen)
        marked = Cleaned("")
        if made.markdown is not None:
            marked = self.texts.clean(made.markdown, host, seen=seen, markdown=True)
        self._note(dict.fromkeys([*plain.troubles, *marked.troubles]))
        text = plain.text if plain.removals else made.text
        gone = plain.removals and not text.strip()
        markdown = None if made.markdown is None else "" if gone else marked.text
        cut = markdown != made.markdown
        of_page = [one for one in extraction.removed if self.rules[one.rule].of_page]
        return msgspec.structs.replace(
            extraction,
            text=text,
            markdown=markdown,
            outcome=_outcome(extraction, text, markdown, cut=bool(plain.removals) or cut),
            removed=(*of_page, *(plain.removals or marked.removals)),
            uncleaned=made.text if plain.removals else None,
            uncleaned_markdown=made.markdown if cut else None,
        )

    def _note(self, troubles: Iterable[Trouble]) -> None:
        """Count a page on which rules were not carried out."""
        self.skipped.update((one.rule, one.why) for one in troubles)


def as_returned(extraction: Extraction) -> Extraction:
    """An extraction with the text and markdown that the extractor returned, before any cleaning."""
    text = extraction.text if extraction.uncleaned is None else extraction.uncleaned
    marked = extraction.uncleaned_markdown
    markdown = extraction.markdown if marked is None else marked
    return msgspec.structs.replace(extraction, text=text, markdown=markdown)


def _outcome(extraction: Extraction, text: str, markdown: str | None, *, cut: bool) -> Outcome:
    """That of the cleaned answer, of which rules may have left nothing."""
    was_cut = extraction.uncleaned is not None or extraction.uncleaned_markdown is not None
    if not cut and not was_cut:
        return extraction.outcome
    return "ok" if text.strip() or (markdown or "").strip() else "empty"


def recorded(extraction: Extraction, page: Page, pruned: Pruned) -> Extraction:
    """The extraction of a pruned page, as one of the page itself with what was removed from it."""
    content = page.source.read()
    return msgspec.structs.replace(
        extraction,
        digest=short_digest(content),
        size=len(content),
        told=None if extraction.told is None else page.told(),
        removed=pruned.removals,
        unfinished=tuple(dict.fromkeys(one.rule for one in pruned.troubles if one.is_limit)),
    )


def sites_seen(extractions: Mapping[str, Extraction], pages: Sequence[Page]) -> dict[str, Seen]:
    """Of each site the lines that the outputs of a run have on its pages, before any cleaning."""
    made = ((page.site, extractions[page.id]) for page in pages if page.id in extractions)
    return dict(lines_seen((site, text_of(as_returned(one))) for site, one in made if one.answered))
