"""Whether a page's gold can be true: each fault is a field, what is wrong, and what to do."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from boilerbench.corpora.finding import Finder
from boilerbench.corpora.marks import marks_in
from boilerbench.corpora.words import letters_of
from boilerbench.records import Gold, Page
from boilerbench.sites import site_of
from boilerbench.trees import parse_page, texts_of, unseen_texts
from boilerbench.wording import counted, harmless


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one page: its rule, the field, what was found, and the way out."""

    code: str
    page: str
    field: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.field}: {self.found}; {self.remedy}"


class _Ground:
    """A page as checks see it: its tree, its text, and wording that only scripts show."""

    def __init__(self, page: Page) -> None:
        self.tree = parse_page(page.source.read(), page.charset)
        self.seen = "" if self.tree is None else letters_of(" ".join(texts_of(self.tree)))

    @cached_property
    def unseen(self) -> str:
        return "" if self.tree is None else letters_of(" ".join(unseen_texts(self.tree)))


def faults(page: Page) -> Iterator[Fault]:
    """Every fault of one page, in the order of its fields."""
    ground = _Ground(page)
    for check in CHECKS:
        for code, field, found, remedy in check(page, ground):
            yield Fault(code, page.id, field, found, remedy)


_Found = Iterator[tuple[str, str, str, str]]


def _urls(page: Page, _ground: _Ground) -> _Found:
    if page.url is not None and site_of(page.url) is None:
        yield (
            "F01",
            "url",
            f"{_quoted(page.url)} names no host",
            "write the address that the page came from, or leave it out",
        )


def _empty_fields(page: Page, _ground: _Ground) -> _Found:
    for field, text in _segments(page.gold):
        if not text.strip():
            yield "F02", field, "is empty", "write its text or remove it"


def _absent_text(page: Page, ground: _Ground) -> _Found:
    for field, text in _segments(page.gold):
        wanted = letters_of(text)
        if wanted and wanted not in ground.seen and not _unseen_gold(field, wanted, ground):
            yield (
                _absence(field),
                field,
                f"the page does not hold {short(text)}",
                "write it as it stands in the HTML, or remove it",
            )


def _unseen_gold(field: str, wanted: str, ground: _Ground) -> bool:
    """Gold may stand where only scripts show it; what must not be kept is text of the page."""
    return field.startswith(("text", "contains")) and wanted in ground.unseen


def _contradictions(page: Page, _ground: _Ground) -> _Found:
    wanted = folded("\n".join([page.gold.text or "", *page.gold.contains]))
    for number, phrase in enumerate(page.gold.lacks, 1):
        if phrase.strip() and folded(phrase) in wanted:
            yield (
                "S03",
                f"lacks {number}",
                f"{short(phrase)} stands in the gold itself",
                "take it out of one of the two",
            )


def _selectors(page: Page, ground: _Ground) -> _Found:
    if ground.tree is None or all(noise.selector is None for noise in page.gold.noise):
        return
    finder = Finder(ground.tree)
    for number, noise in enumerate(page.gold.noise, 1):
        if noise.selector is not None:
            fault = _selector_fault(noise.selector, noise.text, finder)
            if fault:
                yield "L02", f"noise {number} selector", fault, "mend the selector or leave it out"


def _selector_fault(selector: str, text: str, finder: Finder) -> str | None:
    try:
        matches = finder.all(selector)
    except ValueError as error:
        return f"{_quoted(selector)} is no CSS selector ({error})"
    if len(matches) != 1:
        return f"{_quoted(selector)} matches {len(matches)} elements instead of one"
    if letters_of(text) not in letters_of(" ".join(texts_of(matches[0]))):
        return f"the element {_quoted(selector)} does not hold {short(text)}"
    return None


def _leaked_labels(_page: Page, ground: _Ground) -> _Found:
    """Marks of annotation tools, which would tell an extractor the answer."""
    for mark, count in marks_in(ground.tree).items():
        yield (
            "P01",
            "html",
            f"{_quoted(mark)} on {counted(count, 'element')} tells an extractor what is gold",
            "take the labels of annotation tools out of the page",
        )


def _absence(field: str) -> str:
    """The rule that a text breaks which is not on the page."""
    rules = {"text": "G02", "contains": "S02", "lacks": "S04"}
    return rules.get(field.partition(" ")[0], "L01")


def _segments(gold: Gold) -> Iterator[tuple[str, str]]:
    """The texts that must stand in the page, with the name of their field."""
    for number, text in enumerate(gold.paragraphs, 1):
        yield f"text paragraph {number}", text
    for number, optional in enumerate(gold.optional, 1):
        yield f"optional {number} text", optional.text
    for number, noise in enumerate(gold.noise, 1):
        yield f"noise {number} text", noise.text
    for number, phrase in enumerate(gold.contains, 1):
        yield f"contains {number}", phrase
    for number, phrase in enumerate(gold.lacks, 1):
        yield f"lacks {number}", phrase


def folded(text: str) -> str:
    """A text on one line and in small letters, as phrases are looked for."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def short(text: str) -> str:
    """The beginning of a text, on one line and in quotes."""
    flat = harmless(re.sub(r"\s+", " ", text).strip())
    return f"“{_cut(flat)}”"


def _quoted(code: str) -> str:
    """What a machine reads, with its white space and control characters visible."""
    return repr(_cut(code))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


CHECKS: tuple[Callable[[Page, _Ground], _Found], ...] = (
    _urls,
    _empty_fields,
    _absent_text,
    _contradictions,
    _selectors,
    _leaked_labels,
)
