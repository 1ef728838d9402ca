"""An extractor's text without what its rules find in it, and what each rule took away."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec
import regex

from boilerbench.records import Removal
from boilerbench.rules.linestarts import LineStarts
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Lines, Phrase, Regex, Repeated, Rule, TextMatcher
from boilerbench.rules.patterns import SECONDS, Span, compiled_text, folded_text
from boilerbench.rules.pruning import Trouble

_DIGITS = regex.compile(r"\d+")


class Cut(msgspec.Struct, frozen=True):
    """Characters that a rule, by its place among the rules, takes away: first, behind last."""

    rule: int
    start: int
    end: int


class Cleaned(msgspec.Struct, frozen=True):
    """A text after its rules; the very text where none fires."""

    text: str
    removals: tuple[Removal, ...] = ()
    troubles: tuple[Trouble, ...] = ()


Seen = Mapping[str, int]
"""On how many pages of a site the outputs have a line, by `line_key`."""


class TextRules:
    """The rules of text among some rules, ready for any number of texts.

    ValueError for a rule that cannot be compiled. Rules of pages are passed over.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._index = RuleIndex(rules)
        self._on = {
            at: rule.what
            for at, rule in enumerate(rules)
            if rule.on and not rule.exception and isinstance(rule.what, TextMatcher)
        }
        for what in self._on.values():
            if isinstance(what, Lines | Phrase | Regex):
                compiled_text(what)
        self._starts = LineStarts(self._on.items())
        self.of_site = lru_cache(maxsize=1024)(self._of_site)

    def _of_site(self, host: str | None) -> tuple[int, ...]:
        active = self._index.active(host)
        return tuple(at for at in self._on if at in active)

    @property
    def needs_sites(self) -> bool:
        """Whether a rule looks at what is repeated across the pages of a site."""
        return any(isinstance(what, Repeated) for what in self._on.values())

    def cuts(
        self,
        text: str,
        host: str | None,
        *,
        seen: Seen | None = None,
        markdown: bool = False,
        troubles: list[Trouble] | None = None,
    ) -> list[Cut]:
        """What each rule for a host takes away, whatever the others do.

        A rule that takes longer than a second takes nothing, and is added to the `troubles`.
        """
        folded = folded_text(text)
        here = self.of_site(host)
        begun = {} if markdown else self._starts.spans(text, self._index.active(host))
        found: list[Cut] = []
        for at in here:
            what = self._on[at]
            spans: Sequence[Span] | None
            if at in self._starts.numbers and not markdown:
                spans = begun.get(at, ())
            elif isinstance(what, Repeated):
                spans = _repeated(text, seen or {}, what.repeated)
            else:
                spans = _spans(what, text, folded, markdown=markdown)
            if spans is None and troubles is not None:
                troubles.append(Trouble(at, f"it looked at a text for over {SECONDS:g} s"))
            found += [Cut(at, start, end) for start, end in spans or ()]
        return found

    def clean(
        self,
        text: str,
        host: str | None,
        *,
        seen: Seen | None = None,
        markdown: bool = False,
        only: Collection[int] | None = None,
    ) -> Cleaned:
        """A text after its rules, or after `only` some of them."""
        troubles: list[Trouble] = []
        cuts = [
            cut
            for cut in self.cuts(text, host, seen=seen, markdown=markdown, troubles=troubles)
            if only is None or cut.rule in only
        ]
        if not cuts:
            return Cleaned(text, troubles=tuple(troubles))
        removals = tuple(Removal(cut.rule, text[cut.start : cut.end].strip()) for cut in cuts)
        spans = joined((cut.start, cut.end) for cut in cuts)
        return Cleaned(without(text, spans), removals, tuple(troubles))


def _spans(
    what: Lines | Phrase | Regex, text: str, folded: str, *, markdown: bool
) -> list[Span] | None:
    """What a matcher finds; None where it takes too long."""
    try:
        return list(compiled_text(what, markdown=markdown).spans(text, folded))
    except TimeoutError:
        return None


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or lie in each other made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def without(text: str, spans: Sequence[Span]) -> str:
    """A text without some spans, which are in order; a line that is left empty goes whole.

    Other lines stay as they are; where a line goes, what was one blank line does not become two.
    """
    kept: list[str] = []
    at, gone = 0, False
    waiting = list(reversed(spans))
    for line in text.splitlines(keepends=True):
        rest = _rest_of(line, at, waiting)
        at += len(line)
        emptied = rest is not None and not rest.strip()
        blank = not line.strip()
        if emptied or (gone and blank and (not kept or not kept[-1].strip())):
            gone = True
            continue
        gone = gone and blank
        kept.append(line if rest is None else rest)
    return "".join(kept)


def _rest_of(line: str, at: int, waiting: list[Span]) -> str | None:
    """What is left of a line that begins at a place; None where nothing is cut from it."""
    end = at + len(line)
    words_end = at + len(line.rstrip("\r\n"))
    parts: list[str] = []
    place, touched = at, False
    while waiting and waiting[-1][0] < words_end:
        start, behind = waiting[-1]
        touched = True
        parts.append(line[place - at : max(start, place) - at])
        place = min(behind, words_end)
        if behind > end:
            break
        waiting.pop()
    if not touched:
        return None
    parts.append(line[max(place, at) - at :])
    return _tidy(parts, line)


def _tidy(parts: Sequence[str], line: str) -> str:
    """Parts of a line as one, with the white space of one side of each cut."""
    text = parts[0]
    for part in parts[1:]:
        text += part.lstrip(" \t") if not text or text[-1] in " \t" else part
    ending = line[len(line.rstrip("\r\n")) :]
    body = text.rstrip("\r\n")
    return (body.rstrip(" \t") if body != line.rstrip("\r\n") else body) + ending


def line_key(line: str) -> str:
    """What lines have in common that differ in case, white space and numbers."""
    return _DIGITS.sub("0", " ".join(line.split()).casefold())


def lines_seen(outputs: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Of each site on how many pages its outputs (site, text) have each line."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for site, text in outputs:
        keys = {key for line in text.splitlines() if any(map(str.isalnum, key := line_key(line)))}
        found[site].update(keys)
    return dict(found)


def _repeated(text: str, seen: Seen, pages: int) -> list[Span]:
    found: list[Span] = []
    at = 0
    for line, run in groupby(text.splitlines(keepends=True)):
        for _ in run:
            if seen.get(line_key(line), 0) >= pages:
                found.append((at, at + len(line.rstrip("\r\n"))))
            at += len(line)
    return found
