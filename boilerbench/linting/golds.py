"""Rules about gold text and snippets."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from boilerbench.corpora.checks import Fault, folded, short
from boilerbench.corpora.words import letters_of
from boilerbench.drafting.phrases import noise_kind
from boilerbench.linting.ground import Ground
from boilerbench.text import tokens

PRESENT: Final = 0.9
"""The part of gold's words below which they are said not to be on the page."""

NEAR: Final = 25
"""Letters of a snippet that are shown beside white space that is wrong in it."""

COMMON: Final = 3
"""Places of a must-not snippet of one or two words from which on it says little."""

_MARKUP = re.compile(
    r"</?(?:p|h|l|div|span|br|b|i|a|strong|em)\b[^<>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-f]+);"
    r"|!@#\$%\^&\*\(\)|[\ufffd\u00ad\u200b\ufeff]",
    re.IGNORECASE,
)
_UNEVEN = re.compile(r"\A\s+|\s+\Z|\s{2,}|[^\S ]")


def gold_on_page(ground: Ground) -> Iterator[Fault]:
    """G01, P07: whether the words of gold stand where an extractor can find them."""
    gold = ground.gold
    if not gold or _share(gold, ground.shown) >= PRESENT:
        return
    page = ground.page.id
    where = {"in <noscript>": ground.words, "in scripts": ground.words + ground.scripted}
    for place, words in where.items():
        if _share(gold, words) >= PRESENT:
            yield Fault(
                "P07", page, "html",
                f"{1 - _share(gold, ground.shown):.0%} of gold's words stand only {place}",
                "expect nothing there of extractors that do not look there",
            )  # fmt: skip  # one line a part
            return
    absent = gold - ground.words - ground.scripted
    rarest = ", ".join(sorted(absent, key=len, reverse=True)[:3])
    yield Fault(
        "G01", page, "text",
        f"{absent.total()} of {gold.total()} words are not on the page: {rarest}",
        "take gold from this very page, or leave the page out",
    )  # fmt: skip  # one line a part


def _share(gold: Counter[str], words: Counter[str]) -> float:
    return (gold & words).total() / gold.total()


def gold_is_text(ground: Ground) -> Iterator[Fault]:
    """G05: tags, entities, markers and characters that no reader sees."""
    text = ground.page.gold.text or ""
    found = Counter(repr(match[0]) for match in _MARKUP.finditer(text))
    if found and not _code(ground, text):
        listed = ", ".join(f"{mark} {count}x" for mark, count in found.most_common(3))
        yield Fault(
            "G05",
            ground.page.id,
            "text",
            f"holds {listed}",
            "write what a reader sees",
        )


def _code(ground: Ground, text: str) -> bool:
    """Whether the page shows its markup as text, as documentation of HTML does."""
    match = _MARKUP.search(text)
    return match is not None and any(match[0] in node for node in ground.texts)


def gold_is_no_boilerplate(ground: Ground) -> Iterator[Fault]:
    """G06: lines of gold that are nothing but a label of an ad, a share bar, a form.

    Code may say the same: `print`, `next`.
    """
    for number, line in enumerate(ground.page.gold.paragraphs, 1):
        kind = noise_kind(tuple(tokens(line)))
        if kind is not None and line not in ground.code:
            yield Fault(
                "G06", ground.page.id, f"text paragraph {number}",
                f"{short(line)} reads like {kind}",
                "remove it, unless it is the author's",
            )  # fmt: skip  # one line a part


def snippets(ground: Ground) -> Iterator[Fault]:
    """F02, S01-S07: must-have and must-not snippets against gold, page and each other."""
    gold = ground.page.gold
    wanted = None if gold.text is None else letters_of(gold.text)
    for number, snippet in enumerate(gold.contains, 1):
        field = f"contains {number}"
        yield from _empty(ground, field, snippet) or _kept(ground, field, snippet, wanted)
    for number, snippet in enumerate(gold.lacks, 1):
        field = f"lacks {number}"
        yield from _empty(ground, field, snippet) or _dropped(ground, field, snippet)
    for field, listed in (("contains", gold.contains), ("lacks", gold.lacks)):
        for snippet, count in Counter(listed).items():
            if count > 1:
                yield Fault(
                    "S06", ground.page.id, field, f"{short(snippet)} stands {count} times",
                    "name it once",
                )  # fmt: skip  # one line a part


def _empty(ground: Ground, field: str, snippet: str) -> list[Fault]:
    """F02: what every output holds is found in each, be it right or wrong."""
    if snippet.strip():
        return []
    return [Fault("F02", ground.page.id, field, "is empty", "write its text or remove it")]


def _kept(ground: Ground, field: str, snippet: str, wanted: str | None) -> Iterator[Fault]:
    page, letters = ground.page.id, letters_of(snippet)
    yield from _spaced(page, field, snippet)
    if wanted is not None and letters not in wanted:
        yield Fault(
            "S01", page, field, f"{short(snippet)} is not in the gold text",
            "add it there, or take the snippet out",
        )  # fmt: skip  # one line a part
    elif letters not in ground.letters and _share_of(snippet, ground) < PRESENT:
        yield Fault(
            "S02", page, field, f"the page does not hold {short(snippet)}",
            "write it as it stands in the HTML, or remove it",
        )  # fmt: skip  # one line a part


def _share_of(snippet: str, ground: Ground) -> float:
    words = Counter(tokens(snippet))
    return _share(words, ground.words + ground.scripted) if words else 0.0


def _dropped(ground: Ground, field: str, snippet: str) -> Iterator[Fault]:
    page, letters = ground.page.id, letters_of(snippet)
    yield from _spaced(page, field, snippet)
    if letters and folded(snippet) in folded(ground.page.gold.ideal):
        yield Fault(
            "S03", page, field, f"{short(snippet)} stands in the gold itself",
            "take it out of one of the two",
        )  # fmt: skip  # one line a part
    elif letters not in ground.letters:
        yield Fault(
            "S04", page, field,
            f"the text of the page does not hold {short(snippet)}: hardly anything can leak it",
            "write it as it stands in the HTML, or remove it",
        )  # fmt: skip  # one line a part
    elif _vague(ground, snippet):
        yield Fault(
            "S07", page, field,
            f"{short(snippet)} stands on the page {ground.places_of(snippet)} times",
            "take a longer piece of the noise: an article may say these words too",
        )  # fmt: skip  # one line a part


def _vague(ground: Ground, snippet: str) -> bool:
    """Whether text of the article may well say the same, which no gold text is there to deny."""
    if ground.page.gold.text is not None or len(tokens(snippet)) > 2:
        return False
    return ground.places_of(snippet) >= COMMON


def _spaced(page: str, field: str, snippet: str) -> Iterator[Fault]:
    uneven = _UNEVEN.search(snippet)
    if uneven:
        near = snippet[max(0, uneven.start() - NEAR) : uneven.end() + NEAR]
        yield Fault(
            "S05", page, field,
            f"{near!r} has white space at an end, or other than single spaces",
            "fold it: metrics that look for it letter by letter never find it",
        )  # fmt: skip  # one line a part
