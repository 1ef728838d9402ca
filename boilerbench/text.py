"""Text as every metric sees it: strings normalised, words, plain markdown."""

import html
import re
import unicodedata
from collections.abc import Sequence

import regex

from boilerbench.plainwords import cut_words

TOKENISER_VERSION = 1
"""Part of every score's signature; goes up when `tokens` changes its answer for any text."""

_INVISIBLE = r"[\p{Cf}&&\p{Default_Ignorable_Code_Point}]"
_JOINER_THAT_SPELLS = r"""(?:
      (?<=\p{ccc=9}\p{M}*)[\u200c\u200d]
    | (?<=[\p{jt=L}\p{jt=D}]\p{M}*)\u200c(?=\p{M}*[\p{jt=R}\p{jt=D}])
)"""
_DROPPED = regex.compile(
    rf"{_JOINER_THAT_SPELLS}(*SKIP)(*FAIL)|{_INVISIBLE}", regex.V1 | regex.VERBOSE
)
# All that _INVISIBLE matches, for the standard library's faster engine: most text has none of it.
_MAY_DROP = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)


def normalise(text: str) -> str:
    """NFC text without invisible format characters, its white space folded to single spaces.

    Dropped are soft hyphens, zero-width spaces, directional marks and the like: they say where a
    line may break or turn, not what is written, and some extractors strip them. The zero-width
    joiner and non-joiner stay where they are spelling, by the rules of RFC 5892 (appendix A.1 and
    A.2): after a virama, and the non-joiner between joining letters (Persian). Elsewhere they go.
    """
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if _MAY_DROP.search(text) is None:
        return text
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


CHARACTER = (
    r"[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
    r"&&[\p{L}\p{Nl}]]"
)  # a pattern for characters that are a token each: of scripts without spaces
_WORD = rf"[[\p{{L}}\p{{M}}\p{{N}}]--{CHARACTER}]"
_START = rf"[[\p{{L}}\p{{N}}]--{CHARACTER}]"
_TOKEN = regex.compile(
    rf"""{_START}{_WORD}*+
        (?: (?: {_INVISIBLE}*+['\u2019]{_INVISIBLE}*+(?={_START})
              | {_INVISIBLE}*+(?<=\p{{Nd}}{_INVISIBLE}*)\.{_INVISIBLE}*+(?=\p{{Nd}})
              | {_INVISIBLE}++ ) {_WORD}++ )*+
      | {CHARACTER}(?:{_INVISIBLE}*+\p{{M}})*+""",
    regex.V1 | regex.VERBOSE,
)
# Latin letters, punctuation and spaces: the standard library's faster engine cuts these the same.
_BEYOND_LATIN = re.compile(
    "[^\x00-\xac\xae-\u02af\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u20c0\u2122]"
)
_LATIN_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+|(?<=\d)\.\d[^\W_]*)*")


def tokens(text: str) -> list[str]:
    """The words of a text, normalised and case-folded, in order.

    Chinese, Japanese, Thai, Lao, Khmer and Burmese give a token per character with its marks;
    every other script gives runs of letters, marks and digits (UAX 29 without a dictionary).
    Apostrophes inside a word and full stops between digits belong to it (don't, 3.14); the
    curly apostrophe is read as the straight one. Other full stops cut, so that "end.Start" of a
    lost line break is still two words.
    """
    return token_bytes(text).decode().split()


def token_bytes(text: str) -> bytes:
    """The tokens in UTF-8 with spaces between them; each line of the text is a line of it.

    No token crosses a line break, so that the lines of a text may be cut apart from each other.
    """
    return cut_words(text, _by_script)


def token_lines(texts: Sequence[str]) -> list[list[str]]:
    """The tokens of each of many texts, which are cut all at once."""
    cut = token_bytes("\n".join(text.replace("\n", " ") for text in texts)).decode()
    return [line.split() for line in cut.split("\n")] if texts else []


def _by_script(text: str) -> bytes:
    visible = _visible(text)
    return fold(" ".join(_pattern(visible).findall(visible))).encode()


# Thai to Lao, Burmese, Khmer, Japanese and Chinese.
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)


def word_count(text: str) -> int:
    """About how many words a text has, for lists of many: by white space where words have some.

    Scripts without spaces are cut into tokens as metrics cut them.
    """
    return len(tokens(text)) if _SPACELESS.search(text) else len(text.split())


def token_spans(text: str) -> list[tuple[int, int]]:
    """Start and end in `text` as given of each of its `tokens`, in order."""
    return [match.span() for match in _pattern(text).finditer(text)]


def fold(text: str) -> str:
    """A text as its tokens spell it: case-folded, with straight apostrophes."""
    return text.casefold().replace("\u2019", "'")


def _pattern(text: str) -> "re.Pattern[str] | regex.Pattern[str]":
    return _LATIN_TOKEN if text.isascii() or not _BEYOND_LATIN.search(text) else _TOKEN


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^`]*$")
_BLOCK_MARKS = re.compile(
    r"^(?:\s*(?:>|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$)|#{1,6}(?=\s|$)))*\s*(?:\[[ xX]\]\s+)?"
)
_MARKS_ONLY = re.compile(
    r"^[\s|:*_=+-]+$|^ {0,3}\[[^\]]+\]:\s*\S+.*$"
)  # rules, table rows of dashes, link targets
_BRACKETED = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\](?:\([^()\s]*\))?)*"
_TARGET = r"(?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])"
_INLINE = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|!\[{_BRACKETED}\]{_TARGET}"
    rf"|\[(?P<link>{_BRACKETED})\]{_TARGET}?"
    r"|<(?P<address>[a-zA-Z][\w+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>"
    r"|(?P<tag><!--.*?-->|</?[a-zA-Z][^<>]*>)"
    r"|(?P<emphasis>(?<!\s)\*+|\*+(?!\s)|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w))"
    r"|(?P<cell>\|)"
)


def plain_of_markdown(markdown: str) -> str:
    """The plain rendering of markdown: link text, table cells and code kept, all marks gone.

    CommonMark with tables, task lists and strike-through; images go with their alternative text,
    which no reader of the page sees. Lines stay lines, and each table row is one.
    """
    lines: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        mark = _FENCE.match(line)
        if fence:
            closed = mark and mark[1].startswith(fence) and line.strip() == mark[1]
            fence = "" if closed else fence
            lines += [] if closed else [line]
        elif mark:
            fence = mark[1]
        elif not _MARKS_ONLY.match(line):
            lines.append(_plain_line(line))
    return "\n".join(lines).strip("\n")


def _plain_line(line: str) -> str:
    plain = html.unescape(_INLINE.sub(_plain_inline, _BLOCK_MARKS.sub("", line, count=1)))
    return " ".join(plain.split())


def _plain_inline(match: re.Match[str]) -> str:
    if match["code"] is not None:
        return html.escape(match["code"], quote=False)  # unescaped again with the rest of the line
    if match["link"] is not None:
        return _INLINE.sub(_plain_inline, match["link"])
    if match["cell"]:
        return " "
    return html.escape(match["escaped"] or match["address"] or "", quote=False)
