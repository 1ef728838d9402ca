"""Which segment comes next: where extractors disagreed most, then noise that all of them kept."""

from collections.abc import Sequence

from boilerbench.drafting.votes_file import Votes
from boilerbench.editing.segments import Segment


def votes_for(segments: Sequence[Segment], votes: Votes | None) -> list[tuple[bool, ...]]:
    """Who kept the block of each segment; nobody is named where there are no votes."""
    if votes is None:
        return [() for _ in segments]
    columns = list(zip(*votes.kept, strict=True)) if votes.kept else []
    return [
        tuple(columns[segment.line]) if segment.line < len(columns) else () for segment in segments
    ]


def questions(segments: Sequence[Segment], votes: Sequence[Sequence[bool]]) -> list[int]:
    """The numbers of the segments to ask about: disagreements first, the closest vote before all.

    Then text that all kept though it is labelled noise. Without votes, what has no label yet.
    """
    if not any(votes):
        return [n for n, segment in enumerate(segments) if segment.role == "unlabelled"]
    disputed = [n for n, kept in enumerate(votes) if 0 < sum(kept) < len(kept)]
    doubted = [
        n
        for n, kept in enumerate(votes)
        if kept and all(kept) and segments[n].role not in ("gold", "optional")
    ]
    return sorted(disputed, key=lambda n: (_distance(votes[n]), n)) + doubted


def _distance(kept: Sequence[bool]) -> float:
    """How far a vote is from a tie."""
    return abs(sum(kept) / len(kept) - 0.5)
