"""Whether captions, bylines and their like count: `--count KIND=gold|noise|ignore`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.records import OPTIONAL_KINDS, Gold, Noise

Standing: TypeAlias = Literal["gold", "noise", "ignore"]

STANDINGS: Final[tuple[str, ...]] = get_args(Standing)
BEFORE: Final = ("title", "byline")
"""Kinds that stand above the text; where they count as gold they are put there, others below."""


def parse_counts(texts: Sequence[str]) -> dict[str, str]:
    """The standing of each optional kind that was named; UsageError for other kinds or words."""
    counts: dict[str, str] = {}
    for text in texts:
        kind, _, standing = text.partition("=")
        if kind not in OPTIONAL_KINDS or standing not in STANDINGS:
            raise UsageError(
                f"--count takes KIND=STANDING, not {text!r}: KIND is one of "
                f"{', '.join(OPTIONAL_KINDS)}; STANDING one of {', '.join(STANDINGS)}."
            )
        counts[kind] = standing
    return counts


def counted_corpus(corpus: Corpus, counts: Mapping[str, str]) -> Corpus:
    """The corpus with its optional text counted so."""
    pages = tuple(replace(page, gold=counted_gold(page.gold, counts)) for page in corpus.pages)
    return replace(corpus, pages=pages) if counts else corpus


def counted_gold(gold: Gold, counts: Mapping[str, str]) -> Gold:
    """Gold whose optional text of some kinds must be kept (gold) or dropped (noise).

    What must be kept joins the text as paragraphs: titles and bylines above it, the rest below.
    What must be dropped becomes noise of kind `other`.
    """
    named = [("title", gold.title)] if gold.title else []
    named += [(optional.kind, optional.text) for optional in gold.optional]
    wanted = [(kind, text) for kind, text in named if counts.get(kind) == "gold"]
    unwanted = [text for kind, text in named if counts.get(kind) == "noise"]
    above = [text for kind, text in wanted if kind in BEFORE]
    below = [text for kind, text in wanted if kind not in BEFORE]
    ignored = counts.get("title", "ignore") == "ignore"
    return msgspec.structs.replace(
        gold,
        text=gold.text and "\n\n".join([*above, gold.text, *below]),
        title=gold.title if ignored else None,
        optional=tuple(o for o in gold.optional if counts.get(o.kind, "ignore") == "ignore"),
        noise=gold.noise + tuple(Noise("other", text) for text in unwanted),
    )
