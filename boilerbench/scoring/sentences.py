"""English sentences, cut as NLTK's Punkt cut them when WCEB and Fundus computed their scores."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, TypeAlias

from boilerbench.scoring.abbreviations import ABBREVIATIONS, COLLOCATIONS, NUMBER, OPENERS

_CANDIDATE = re.compile(r"""[.?!](?=([)";}\]*:@'({[?!])|\s+(\S+))""")
_CLOSING = re.compile(r"""["')\]}]+?(?:\s+|(?=--)|$)""", re.MULTILINE)
_WORD = re.compile(
    r"""
    (-{2,} | \.{2,} | (?:\.\s){2,}\.             # dashes and ellipses
    | (?=[^("`{\[:;&#*@)}\]\-,]) \S+?            # a word, up to
      (?= \s | $ | [)";}\]*:@'({[?!] | -{2,} | \.{2,} | (?:\.\s){2,}\.
        | ,(?= $ | \s | [)";}\]*:@'({[?!] | -{2,} | \.{2,} | (?:\.\s){2,}\.) )
    | \S)
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"-?[.,]?\d[\d,.-]*\.?")
_INITIAL = re.compile(r"[^\W\d]\.")
_SPACES = " \t\n\r\v\f"
_MARKS = frozenset(".?!")
_PUNCTUATION = frozenset(";:,.!?")

Reading: TypeAlias = Literal["end", "abbreviation", "ellipsis", "inside"]


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the white space between them.

    A line break is no end of a sentence, so that a heading runs into the paragraph below it.
    Punkt as in NLTK 3.8 with its English parameters, but for the 20,000 words of which it knows
    how the Wall Street Journal wrote them: after abbreviations, initials and ellipses it may
    split where this does not. Newer releases of NLTK take curly quotes for closing ones.
    Source: Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection";
    nltk/nltk, `nltk/tokenize/punkt.py`.
    """
    return [text[start:end] for start, end in _closed(text, list(_cuts(text))) if start < end]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, closing quotes and brackets still with the next one."""
    start = 0
    for mark, context in _candidates(text):
        if any(_ends(word, following) for word, following in pairwise(_words(context))):
            yield start, mark.end()
            start = mark.end() if mark[2] is None else mark.start(2)
    yield start, len(text.rstrip())


def _closed(text: str, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences with the quotes and brackets that close them."""
    taken = 0
    for (start, end), (following, its_end) in pairwise(cuts):
        closing = _CLOSING.match(text[following:its_end])
        closed = end if closing is None else following + len(closing[0].rstrip())
        yield start + taken, closed
        taken = 0 if closing is None else closing.end()
    yield cuts[-1][0] + taken, cuts[-1][1]


def _candidates(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The last mark of each word that has one, and that word, mark and what follows."""
    last: tuple[re.Match[str], int] | None = None
    for mark in _CANDIDATE.finditer(text):
        begin = 0 if last is None else last[0].start()
        space = max(text.rfind(one, begin, mark.start()) for one in _SPACES)
        word = space + 1 if space > begin else last[1] if last else 0
        if last is not None and last[0].start() <= word:
            yield last[0], _context(text, *last)
        last = mark, word
    if last is not None:
        yield last[0], _context(text, *last)


def _context(text: str, mark: re.Match[str], word: int) -> str:
    return text[word : max(mark.end(1), mark.end(2))]


def _words(context: str) -> list[str]:
    return [word for line in context.split("\n") for word in _WORD.findall(line)]


def _ends(word: str, following: str) -> bool:
    """Whether a sentence ends with a word, given the next word."""
    reading = _reading(word)
    if not word.endswith("."):
        return reading == "end"
    kind = _kind(word, ended=True)
    next_kind = _kind(following, ended=_reading(following) == "end")
    if (kind, next_kind) in COLLOCATIONS:
        return False
    initial = _INITIAL.fullmatch(word) is not None
    if reading in {"abbreviation", "ellipsis"} and not initial and next_kind in OPENERS:
        return following[0].isupper()
    if initial or kind == NUMBER:
        inside = following[0].islower() or following in _PUNCTUATION
        if inside or (initial and following[0].isupper()):
            return False
    return reading == "end"


def _reading(word: str) -> Reading:
    """What a word is by itself."""
    if word in _MARKS:
        return "end"
    if not word.endswith("."):
        return "inside"
    if word.endswith(".."):
        return "inside" if word.strip(".") else "ellipsis"
    plain = word[:-1].lower()
    known = plain in ABBREVIATIONS or plain.rpartition("-")[2] in ABBREVIATIONS
    return "abbreviation" if known else "end"


def _kind(word: str, *, ended: bool) -> str:
    """A word in lower case, all numbers alike, without the full stop that ends its sentence."""
    lower = word.lower()
    if _NUMBER.fullmatch(lower):
        return NUMBER
    return lower[:-1] if ended and len(lower) > 1 and lower.endswith(".") else lower
