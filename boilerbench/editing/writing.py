"""Decisions as changes to the gold: entries that no answer changes stay as and where they are."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import msgspec
from lxml.html import HtmlElement

from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.corpora.selectors import Selectors
from boilerbench.editing.journal import Decision, Labelled, Phrase
from boilerbench.editing.parts import parted, runs, with_text
from boilerbench.editing.rows import Entry, Paragraph, Row, inserted, paragraphs_of, text_of
from boilerbench.editing.segments import Role, Segment, Segmented
from boilerbench.records import Noise, OptionalText

Said = tuple[Role, str | None]

WHOLE = frozenset({"nav", "footer"})
"""Landmarks that a cleaning rule removes at once: what is answered of one at once is one entry."""


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
    changed = {
        number
        for number, segment in enumerate(found.segments)
        if said[number] != (segment.role, segment.kind)
    }
    new = list(_new_rows(tree, found.segments, said, sorted(changed), decisions))
    paragraphs, tail = paragraphs_of(gold.text or "")
    left = _Left(found, changed)
    kept = inserted(left.rows("text paragraph", paragraphs), _only(new, Paragraph))
    optional = inserted(left.rows("optional", gold.optional), _only(new, OptionalText))
    noise = inserted(left.rows("noise", gold.noise), _only(new, Noise))
    lead = paragraphs[0].before if paragraphs else ""
    text = text_of([one for one in kept if isinstance(one, Paragraph)], lead, tail)
    if kept == paragraphs:
        text = gold.text or ""
    return msgspec.structs.replace(
        gold,
        drafted=(),
        text=text if text or gold.text is not None or gold.drafted else None,
        optional=tuple(one for one in optional if isinstance(one, OptionalText)),
        noise=tuple(one for one in noise if isinstance(one, Noise)),
        contains=_phrases("contains", gold.contains, decisions),
        lacks=_phrases("lacks", gold.lacks, decisions),
    )


def _phrases(field: str, before: Sequence[str], decisions: Sequence[Decision]) -> tuple[str, ...]:
    added = [one.text for one in decisions if isinstance(one, Phrase) and one.field == field]
    return (*before, *(text for text in dict.fromkeys(added) if text not in before))


def _only(rows: Sequence[Row], sort: type[Entry]) -> list[Row]:
    return [row for row in rows if isinstance(row.entry, sort)]


class _Left:
    """What a gold's entries are without the words of the segments that changed."""

    def __init__(self, found: Segmented, changed: set[int]) -> None:
        self._segments = found.segments
        self._words = found.placed.words
        self._changed = changed
        self._owned: Mapping[int, list[int]] = found.by_owner()
        self._numbers = {label.field: at for at, label in enumerate(found.placed.labels)}

    def rows(self, field: str, entries: Sequence[Entry]) -> list[Row]:
        """The entries of a field, those that lost words cut into what is left of them."""
        return [
            row
            for place, entry in enumerate(entries, 1)
            for row in self._rows(entry, self._numbers.get(f"{field} {place}", -1))
        ]

    def _rows(self, entry: Entry, label: int) -> Iterator[Row]:
        owned = self._owned.get(label, []) if label >= 0 else []
        if not any(number in self._changed for number in owned):
            yield Row(entry, self._segments[owned[0]].first if owned else None)
            return
        stretches = list(runs([number in self._changed for number in owned]))
        texts = self._texts(entry.text, owned, stretches)
        for (gone, first, _), text in zip(stretches, texts, strict=True):
            if not gone:
                yield Row(with_text(entry, text), self._segments[owned[first]].first)

    def _texts(
        self, text: str, owned: Sequence[int], stretches: Sequence[tuple[bool, int, int]]
    ) -> list[str]:
        """The label's text by stretches: in its wording, or the page's where it cannot be cut."""
        stretched = [
            [self._segments[number] for number in owned[first:behind]]
            for _, first, behind in stretches
        ]
        sizes = [sum(map(len, self._words[own[0].first : own[-1].behind])) for own in stretched]
        return parted(text, sizes) or [
            " ".join(segment.block.text for segment in own) for own in stretched
        ]


def _new_rows(
    tree: HtmlElement,
    segments: Sequence[Segment],
    said: Sequence[Said],
    changed: Sequence[int],
    decisions: Sequence[Decision],
) -> Iterator[Row]:
    """Entries for the segments that changed: one each, and one for a menu answered at once."""
    selectors = Selectors(tree)
    answered = {
        number: turn
        for turn, decision in enumerate(decisions)
        if isinstance(decision, Labelled)
        for number in decision.segments
    }

    def piece(place: int) -> tuple[int, ...]:
        number = changed[place]
        landmark = segments[number].block.landmark
        if said[number][0] == "noise" and landmark is not None and landmark.tag in WHOLE:
            return answered[number], number - place, id(landmark)
        return (number,)

    for _, group in groupby(range(len(changed)), key=piece):
        numbers = [changed[place] for place in group]
        own = [segments[number] for number in numbers]
        entry = _entry(own, said[numbers[0]], selectors)
        if entry is not None:
            yield Row(entry, own[0].first)


def _entry(segments: Sequence[Segment], said: Said, selectors: Selectors) -> Entry | None:
    role, kind = said
    text = " ".join(segment.block.text for segment in segments)
    if role == "gold":
        return Paragraph(text)
    if role == "optional":
        return OptionalText(kind=kind, text=text)  # type: ignore[arg-type]  # checked as typed
    if role == "noise":
        words = [word for segment in segments for word in segment.block.words]
        selector = selectors.holding(segments[0].block.element, words)
        return Noise(kind=kind, text=text, selector=selector)  # type: ignore[arg-type]  # as above
    return None
