"""Text as every metric sees it: bytes decoded, strings normalised, words, plain markdown."""

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import regex
import webencodings

from boilerbench.plainwords import cut_words

Declaration: TypeAlias = Literal["bom", "http", "meta", "utf-8", "detector", "fallback"]
"""What settled an encoding; `utf-8`: nothing was declared and the bytes are valid UTF-8."""

TOKENISER_VERSION = 1
"""Part of every score's signature; goes up when `tokens` changes its answer for any text."""

PRESCAN = 1024  # bytes in which the encoding standard expects a meta declaration
DETECTED = 65_536  # bytes shown to the detector


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding it was read in (its WHATWG name, if any), and why that one."""

    text: str
    encoding: str
    how: Declaration


_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_ATTRIBUTE = rb"""[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?"""
_MARKUP = re.compile(
    rb"<!(?=--)(?:.*?-->|.*)"  # the two dashes that open a comment may also close it
    rb"|<(?P<raw>script|style|textarea|title|noscript|template)\b(?:[^>]*>.*?</(?P=raw)|.*)"
    rb"|(?P<end></head\b|<body\b)"
    rb"|<meta[\s/](?P<meta>(?:[\s/]*" + _ATTRIBUTE + rb")*)",
    re.DOTALL | re.IGNORECASE,
)
_PAIR = re.compile(
    rb"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?""", re.DOTALL
)
# What surrounds bytes beyond ASCII: markup and scripts would only drown the language in English.
_FOREIGN = re.compile(rb"[^<>]{0,64}[\x80-\xff][^<>]{0,256}")
_CONTENT_CHARSET = re.compile(
    r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE
)


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """A page's bytes as text: byte order mark, HTTP `charset`, meta, UTF-8 if valid, detector.

    Source: the WHATWG encoding and HTML standards. A meta element after the first 1,024 bytes
    counts as long as it stands in the head: a browser re-reads the page when it meets one, and
    one page in nine to four declares its encoding only there. Declared UTF-16 in a meta is UTF-8,
    as the standard has it. Encodings which the standard replaces by one U+FFFD (HZ, ISO-2022-KR)
    are left to the detector, because a page that is lost measures nothing.
    Bytes that do not fit become U+FFFD; NUL and other controls stay. Never raises.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(name, "replace"), name, "bom")
    if (declared := _encoding(charset)) is not None:
        return _decoded(content, declared, "http")
    if (declared := _declared_in_meta(content)) is not None:
        return _decoded(content, declared, "meta")
    if b"\x1b" in content and content.isascii():  # ISO-2022-JP is valid UTF-8, and gibberish in it
        return _detected(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        return _detected(content)


def _decoded(content: bytes, encoding: webencodings.Encoding, how: Declaration) -> Decoded:
    text, _ = encoding.codec_info.decode(content, "replace")
    return Decoded(text, encoding.name, how)


def _encoding(label: str | None) -> webencodings.Encoding | None:
    """The encoding of a label; None for an unknown one and for what the standard replaces."""
    found = webencodings.lookup(label.strip("\"' ")) if label and label.isascii() else None
    return None if found is None or found.name == "replacement" else found


def _declared_in_meta(content: bytes) -> webencodings.Encoding | None:
    """The encoding of the first meta that names one: by the prescan, else anywhere in the head."""
    for part in (content[:PRESCAN], content):
        if re.search(rb"charset", part, re.IGNORECASE) is None:
            continue
        for label in _meta_labels(part):
            if (found := _encoding(label)) is not None:
                swap = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
                return webencodings.lookup(swap.get(found.name, found.name))
    return None


def _meta_labels(content: bytes) -> Iterator[str]:
    for markup in _MARKUP.finditer(content):
        if markup["end"] and markup.start() >= PRESCAN:
            return
        if markup["meta"] is not None:
            attributes: dict[str, str] = {}
            for name, *values in _PAIR.findall(markup["meta"]):
                attributes.setdefault(_ascii(name).lower(), _ascii(b"".join(values)))
            if "charset" in attributes:
                yield attributes["charset"]
            elif attributes.get("http-equiv", "").strip().lower() == "content-type":
                for match in _CONTENT_CHARSET.finditer(attributes.get("content", "")):
                    yield match[1] or match[2] or match[3] or ""


def _ascii(value: bytes) -> str:
    return value.decode("ascii", "replace")


def _detected(content: bytes) -> Decoded:
    import chardet  # noqa: PLC0415  slow to load, and few pages need it

    foreign = b"\n".join(_FOREIGN.findall(content)) or content[content.find(b"\x1b") :]
    name = chardet.detect(foreign[:DETECTED]).get("encoding") or ""
    if (known := _encoding(name)) is not None:
        return _decoded(content, known, "detector")
    try:
        codec = codecs.lookup(name)
    except LookupError:
        codec = codecs.lookup("windows-1252")
    if codec.name in {"cp1252", "utf-7"}:  # UTF-7 would let lone surrogates in
        return Decoded(content.decode("windows-1252", "replace"), "windows-1252", "fallback")
    return Decoded(content.decode(codec.name, "replace"), codec.name, "detector")


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
