"""What a page becomes on its way under rules: each state that a text may stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.facts import facts_of
from boilerbench.errors import CorpusError, ExtractorError, UnavailableError
from boilerbench.extracting import extract
from boilerbench.manifests import Settings
from boilerbench.readiness import greeted
from boilerbench.records import Extraction, Gold, HtmlBytes, Page, Removal
from boilerbench.rules.applying import Applied, sites_seen
from boilerbench.rules.cleaning import Seen
from boilerbench.rules.pruning import Pruned
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import System, resolve

SIBLINGS: Final = 50
"""Pages of a site that are extracted where a rule asks what they repeat."""


@dataclass(frozen=True)
class Way:
    """A page under rules: as the extractor saw it, what came out without and with them.

    `bare` is the output of the page as it is, `raw` that of the page after its rules, `cleaned`
    that after the rules of text. `pruned_here` says whether the extractor works on bytes that
    rules can change: stored outputs are of the page as it was.
    """

    system: System
    shown: Page
    pruned: Pruned
    pruned_here: bool
    bare: str
    raw: str
    cleaned: str
    markdown: bool
    removals: tuple[Removal, ...]
    troubles: dict[int, str]
    seen: Seen | None


def way_of(
    page: Page, siblings: Sequence[Page], system: System, pool: SessionPool, rules: Applied
) -> Way:
    """A page with an extractor under rules; `siblings` are the other pages of its site.

    Raises ExtractorError where the extractor fails on the page.
    """
    bare = _answer(system, page, pool)
    shown, pruned = rules.page(page)
    here = pruned.fired and isinstance(system.origin, Command)
    raw = _answer(system, shown, pool) if here else bare
    seen = _seen(page, siblings, system, pool) if rules.texts.needs_sites else None
    cleaned = rules.cleaned(raw, page, seen)
    markdown = not raw.text and raw.markdown is not None
    return Way(
        system=system,
        shown=shown if here else page,
        pruned=pruned,
        pruned_here=here,
        bare=_text(bare, markdown=markdown),
        raw=_text(raw, markdown=markdown),
        cleaned=_text(cleaned, markdown=markdown),
        markdown=markdown,
        removals=(*(pruned.removals if here else ()), *cleaned.removed),
        troubles={one.rule: one.why for one in pruned.troubles} | dict([*rules.skipped]),
        seen=seen,
    )


def _text(extraction: Extraction, *, markdown: bool) -> str:
    return (extraction.markdown or "") if markdown else extraction.text


def _answer(system: System, page: Page, pool: SessionPool) -> Extraction:
    found = extract(system, page, pool)
    if not found.answered:
        told = found.reason or "no reason was given"
        raise ExtractorError(
            f"{system.record.name} failed on {page.id} ({found.outcome}: {told}), so that there is"
            " no output to look for the text in: choose another extractor with --extractor."
        )
    return found


def _seen(page: Page, siblings: Sequence[Page], system: System, pool: SessionPool) -> Seen | None:
    """The lines that the outputs of a site's pages have, this one's among them."""
    pages = [page, *(one for one in siblings if one.id != page.id and one.site == page.site)]
    outputs = {one.id: extract(system, one, pool) for one in pages[:SIBLINGS]}
    return sites_seen(outputs, pages[:SIBLINGS]).get(page.site)


def ready(spec: str, settings: Settings, pool: SessionPool) -> System:
    """An extractor whose worker was heard; UnavailableError where none can be had."""
    system = greeted(resolve(parse_spec(spec), settings, lambda _told: None), pool)
    if system.origin is None:
        raise UnavailableError(f"{system.record.spec} cannot run here: {system.record.reason}")
    return system


def page_meant(name: str, corpus: Corpus | None, url: str | None) -> Page:
    """The page of a corpus with that id, or the HTML file at that path, which has no gold.

    The file's address is what it says itself, unless one is given. Raises CorpusError for what is
    neither.
    """
    if corpus is not None:
        return corpus.page(name)
    try:
        content = Path(name).read_bytes()
    except OSError as error:
        raise CorpusError(f"{name} cannot be read: {error.strerror}.") from error
    return Page(Path(name).name, HtmlBytes(content), Gold(), url=url or facts_of(content)["url"])


def at_url(page: Page, url: str | None) -> Page:
    """A page as if it were served from an address."""
    return page if url is None else replace(page, url=url)
