"""Text rules as regular expressions: what words look like in an extractor's output."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from boilerbench.rules.model import Cut, Lines, Phrase, Regex

SECONDS: Final = 1.0
"""How long one rule may look at one text."""

Span = tuple[int, int]

# Between words of strict rules: ordinary white space, and at most one line break.
_STRICT: Final = r"(?:[ \t\f\r]+|[ \t\f\r]*\n[ \t\f\r]*)"
_LOOSE: Final = r"[\s\u200b\u2060\ufeff]+"
_BETWEEN: Final = r"[\s\u200b\u2060\ufeff]*"
# What markdown puts before a line's words and behind them.
_MARKS: Final = r"(?:[ \t>#*+\-_|~`\[!\u2022]|\d{1,3}[.)][ \t])*"
_ALIKE: Final = {
    **dict.fromkeys("'\u2018\u2019\u02bc\u00b4`", "['\u2018\u2019\u02bc\u00b4`]"),
    **dict.fromkeys('"\u201c\u201d\u201e\u00ab\u00bb', '["\u201c\u201d\u201e\u00ab\u00bb]'),
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014", r"[\-\u2010\u2011\u2012\u2013\u2014]"),
    "\u2026": r"(?:\u2026|\.\.\.)",
}


@dataclass(frozen=True)
class Pattern:
    """A compiled rule of text; a text without `word`, in its own case or any, holds no match."""

    found: "regex.Pattern[str]"
    cut: Cut = "match"
    word: str = ""
    folded: bool = False

    def spans(self, text: str, folded: str) -> Iterator[Span]:
        """The characters it takes away, from first to behind last; `folded` is `folded_text`.

        Raises TimeoutError where that takes longer than a second.
        """
        if self.word not in (folded if self.folded else text):
            return
        for match in self.found.finditer(text, timeout=SECONDS):
            start, end = match.span("cut") if "cut" in self.found.groupindex else match.span()
            if start < end:
                yield _lines_of(text, start, end) if self.cut == "line" else (start, end)


def folded_text(text: str) -> str:
    """A text without case; as for patterns, the dotted capital I of Turkish is an i like any."""
    return text.replace("\u0130", "i").casefold()


@lru_cache(maxsize=16_384)
def compiled_text(what: Lines | Phrase | Regex, *, markdown: bool = False) -> Pattern:
    """A matcher of text as a pattern; of `markdown`, marks may stand around a line's words.

    Raises ValueError with what is wrong with it, in a phrase.
    """
    match what:
        case Regex(pattern, cut):
            try:
                return Pattern(regex.compile(pattern, regex.MULTILINE), cut)
            except regex.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        case Phrase(phrase, cut, loose):
            return _of_words((phrase,), "inside", loose=loose, cut=cut)
        case Lines(lines, "inside", loose):
            return _of_words(lines, "inside", loose=loose)
        case Lines(lines, _, loose):
            return _of_words(lines, _MARKS if markdown else r"[ \t]*", loose=loose)


def _of_words(texts: tuple[str, ...], around: str, *, loose: bool, cut: Cut = "match") -> Pattern:
    """Texts in a row; `around` is what may stand beside them on their lines, or "inside"."""
    if not texts or not all(text.strip() for text in texts):
        raise ValueError("it has no words")
    words = _BETWEEN.join(_words(text, loose=loose) for text in texts)
    if around == "inside":
        start = r"\b" if texts[0].strip()[0].isalnum() else ""
        end = r"\b" if texts[-1].strip()[-1].isalnum() else ""
        written = f"{start}(?<cut>{words}){end}"
    else:
        written = rf"^{around}{words}{around}[ \t\r]*$"
    flags = regex.MULTILINE | (regex.IGNORECASE if loose else 0)
    first = max(texts[0].split(), key=known_length)
    word = first.casefold() if loose and known_length(first) else "" if loose else first
    return Pattern(regex.compile(written, flags), cut, word, folded=loose)


def known_length(word: str) -> int:
    """How long a word is that is written the same in every text; 0 where it may not be."""
    return len(word) if word.isascii() and not set(word) & set(_ALIKE) else 0


def _words(text: str, *, loose: bool) -> str:
    return (_LOOSE if loose else _STRICT).join(
        "".join(_ALIKE.get(sign, regex.escape(sign)) for sign in word)
        if loose
        else regex.escape(word)
        for word in words_of(text, loose=loose)
    )


def words_of(text: str, *, loose: bool) -> list[str]:
    """The words of a rule; a strict one's non-breaking spaces are letters like any other."""
    return text.split() if loose else regex.split(r"[ \t\r\n\f]+", text.strip(" \t\r\n\f"))


def _lines_of(text: str, start: int, end: int) -> Span:
    """The whole lines around some characters."""
    behind = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if behind < 0 else behind
