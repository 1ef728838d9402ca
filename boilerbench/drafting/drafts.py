"""A drafted page: proposals for its blocks as the gold file that they make."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml.html import HtmlElement

from boilerbench.corpora.boilerbench import DetectedField, DraftedField, GoldFile
from boilerbench.corpora.selectors import Selectors
from boilerbench.drafting.blocks import Block
from boilerbench.drafting.proposals import FEWEST, Proposal
from boilerbench.drafting.saved import SavedPage
from boilerbench.records import Noise, OptionalText

Proposed = tuple[Block, Proposal]


def draft(
    page: SavedPage,
    tree: HtmlElement | None,
    proposed: Sequence[Proposed],
    *,
    answered: int,
    language: str | None,
) -> GoldFile:
    """The gold file of a page; without text where fewer than three extractors answered."""
    text = "\n\n".join(block.text for block, own in proposed if own.role == "gold")
    optional = [
        OptionalText(kind=own.kind, text=block.text)  # type: ignore[arg-type]  # kinds of proposals are those of records
        for block, own in proposed
        if own.role == "optional"
    ]
    noise = [] if tree is None else list(_noise(tree, proposed))
    drafted: list[DraftedField] = ["text"]
    drafted += ["optional"] if optional else []
    drafted += ["noise"] if noise else []
    facts: dict[DetectedField, str | None] = {
        "url": page.url,
        "language": language,
        "title": page.title,
    }
    return GoldFile(
        url=page.url,
        language=language,
        title=page.title,
        drafted=tuple(drafted),
        detected=tuple(name for name, value in facts.items() if value is not None),
        text=text if answered >= FEWEST else None,
        optional=tuple(optional),
        noise=tuple(noise),
    )


def _noise(tree: HtmlElement, proposed: Sequence[Proposed]) -> Iterator[Noise]:
    """The proposed noise; what follows on each other in one landmark is one piece."""
    selectors = Selectors(tree)
    for (role, kind, _), group in groupby(proposed, key=_piece):
        if role == "noise":
            blocks = [block for block, _ in group]
            words = [word for block in blocks for word in block.words]
            yield Noise(
                kind=kind,  # type: ignore[arg-type]  # as above
                text=" ".join(block.text for block in blocks),
                selector=selectors.holding(blocks[0].element, words),
            )


def _piece(one: Proposed) -> tuple[str, str | None, object]:
    block, own = one
    whole = block.landmark is not None and block.landmark.tag in {"nav", "footer"}
    return own.role, own.kind, block.landmark if whole else block
