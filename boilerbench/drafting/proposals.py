"""What each block of a page is proposed to be: by votes, by wording, by where else it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from boilerbench.drafting.blocks import Block
from boilerbench.drafting.names import named_kind
from boilerbench.drafting.phrases import noise_kind
from boilerbench.records import NoiseKind
from boilerbench.text import tokens

FEWEST: Final = 3
"""Extractors that must have answered before their agreement is taken for gold."""

LABELLED_BY_LANDMARK: Final[dict[str, NoiseKind]] = {
    "nav": "navigation",
    "footer": "legal",
    "form": "newsletter",
    "aside": "related",
    "header": "navigation",
}
"""What text repeated across a site is where no name says it, by its landmark; else `other`."""

Role: TypeAlias = Literal["gold", "optional", "noise", "unlabelled"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one block is proposed to be, its kind where it has one, and who kept it."""

    role: Role
    kind: str | None
    votes: tuple[bool, ...]


def proposals(
    blocks: Sequence[Block],
    votes: Sequence[Sequence[bool]],
    title: str | None,
    repeated: frozenset[str],
) -> list[Proposal]:
    """A proposal for each block; `votes` holds a row for each extractor that answered.

    Gold is what more than half of them kept, where at least three answered and it neither reads
    like noise nor is `repeated` on other pages of the site. What reads so or is repeated is noise.
    """
    by_block = list(zip(*votes, strict=True)) if votes else [()] * len(blocks)
    enough = len(votes) >= FEWEST
    heading = tuple(tokens(title or ""))
    found = []
    for block, kept in zip(blocks, by_block, strict=True):
        role, kind = _role(block, heading, repeated)
        if role == "unlabelled" and enough and 2 * sum(kept) > len(kept):
            role = "gold"
        found.append(Proposal(role, kind, tuple(kept)))
    return found


def _role(
    block: Block, heading: tuple[str, ...], repeated: frozenset[str]
) -> tuple[Role, str | None]:
    if block.words == heading:
        return "optional", "title"
    if (kind := noise_kind(block.words)) is not None:
        return "noise", kind
    if block.key in repeated:
        landmark = "" if block.landmark is None else str(block.landmark.tag)
        by_place = LABELLED_BY_LANDMARK.get(landmark, "other")
        return "noise", named_kind(block.element) or by_place
    return "unlabelled", None


def repeated_blocks(pages: Sequence[Sequence[Block]]) -> frozenset[str]:
    """The keys of blocks that stand on two pages of a site or more."""
    counts = Counter(key for blocks in pages for key in {block.key for block in blocks})
    return frozenset(key for key, number in counts.items() if number > 1)
