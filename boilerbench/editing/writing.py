"""Decisions as gold: entries that nobody touched stay as they were, the others are written anew."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from lxml.html import HtmlElement

from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.corpora.placing import Label
from boilerbench.corpora.selectors import Selectors
from boilerbench.editing.journal import Decision, Labelled, Phrase
from boilerbench.editing.segments import Role, Segment, Segmented
from boilerbench.records import Noise, OptionalText

Said = tuple[Role, str | None]


def said_of(segments: Sequence[Segment], decisions: Sequence[Decision]) -> list[Said]:
    """What each segment is after these decisions."""
    said: list[Said] = [(segment.role, segment.kind) for segment in segments]
    for decision in decisions:
        if isinstance(decision, Labelled):
            for number in decision.segments:
                said[number] = (decision.role, decision.kind)
    return said


def edited(
    gold: GoldFile, tree: HtmlElement, found: Segmented, decisions: Sequence[Decision]
) -> GoldFile:
    """The gold file after these decisions, a draft no more."""
    said = said_of(found.segments, decisions)
    entries = list(_entries(gold, tree, found, said))
    text = "\n\n".join(entry for entry in entries if isinstance(entry, str))
    return msgspec.structs.replace(
        gold,
        drafted=(),
        text=text if text or gold.text is not None or gold.drafted else None,
        optional=tuple(entry for entry in entries if isinstance(entry, OptionalText)),
        noise=tuple(entry for entry in entries if isinstance(entry, Noise)),
        contains=_phrases("contains", gold.contains, decisions),
        lacks=_phrases("lacks", gold.lacks, decisions),
    )


def _phrases(field: str, before: Sequence[str], decisions: Sequence[Decision]) -> tuple[str, ...]:
    added = [one.text for one in decisions if isinstance(one, Phrase) and one.field == field]
    return tuple(dict.fromkeys([*before, *added]))


def _entries(
    gold: GoldFile, tree: HtmlElement, found: Segmented, said: Sequence[Said]
) -> Iterator[str | OptionalText | Noise]:
    """Paragraphs, optional texts and noise in the order of the page, then what it has no place for.

    A label all of whose segments are what they were is written as it stood, once.
    """
    selectors = Selectors(tree)
    touched = {
        segment.owner
        for segment, now in zip(found.segments, said, strict=True)
        if now != (segment.role, segment.kind)
    }
    named = _by_label(gold, found.placed.labels)
    written: set[int] = set()
    for segment, (role, kind) in zip(found.segments, said, strict=True):
        if segment.owner >= 0 and segment.owner not in touched:
            if segment.owner not in written and segment.owner in named:
                yield named[segment.owner]
            written.add(segment.owner)
        elif (entry := _entry(segment, role, kind, selectors)) is not None:
            yield entry
    homeless = {label.field for label in found.placed.homeless}
    for number, entry in named.items():
        if found.placed.labels[number].field in homeless:
            yield entry


def _entry(
    segment: Segment, role: Role, kind: str | None, selectors: Selectors
) -> str | OptionalText | Noise | None:
    block = segment.block
    if role == "gold":
        return block.text
    if role == "optional":
        return OptionalText(kind=kind, text=block.text)  # type: ignore[arg-type]  # checked as typed
    if role == "noise":
        selector = selectors.holding(block.element, block.words)
        return Noise(kind=kind, text=block.text, selector=selector)  # type: ignore[arg-type]  # as above
    return None


def _by_label(gold: GoldFile, labels: Sequence[Label]) -> Mapping[int, str | OptionalText | Noise]:
    """The entry of the gold file behind each label; the title by rule has none."""
    found: dict[int, str | OptionalText | Noise] = {}
    for number, label in enumerate(labels):
        field, _, place = label.field.rpartition(" ")
        if field == "optional":
            found[number] = gold.optional[int(place) - 1]
        elif field == "noise":
            found[number] = gold.noise[int(place) - 1]
        elif field == "text paragraph":
            found[number] = label.text
    return found
