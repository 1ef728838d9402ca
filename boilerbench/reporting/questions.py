"""How a block is shown to the person who labels it."""

from collections import Counter

from boilerbench.editing.session import PageEdit
from boilerbench.editing.writing import Said
from boilerbench.wording import WIDTH, counted, harmless

LONGEST = 600
_NAMED = 4


def block_lines(edit: PageEdit, left: list[int]) -> list[str]:
    """The first block that is left, between its neighbours, with its label and its votes."""
    number = left[0]
    lines = [f"{edit.page.id}: {counted(len(left), 'block')} to decide. {_votes(edit, number)}"]
    if number > 0:
        lines.append(f"  before  {_cut(edit, number - 1, WIDTH - 12)}")
    lines.append(f"    [{_said(edit.said[number])}]  {_cut(edit, number, LONGEST)}")
    if number + 1 < len(edit.segments):
        lines.append(f"  after   {_cut(edit, number + 1, WIDTH - 12)}")
    landmark = edit.segments[number].block.landmark
    alike = len(edit.alike(number))
    if landmark is not None and alike > 1:
        lines.append(f"  in <{landmark.tag!s}> with {counted(alike - 1, 'more block')} labelled so")
    return lines


def rest_line(edit: PageEdit) -> str:
    """What the page would be if it were finished now."""
    counts = Counter(role for role, _ in edit.said)
    parts = ", ".join(
        f"{counts[role]} {role}"
        for role in ("gold", "optional", "noise", "unlabelled")
        if counts[role]
    )
    return (
        f"{edit.page.id}: all is decided that was in doubt ({parts or 'no text'}). "
        "Enter writes the gold, a asks about every block."
    )


def _votes(edit: PageEdit, number: int) -> str:
    votes = edit.votes[number]
    if not votes:
        return "Type ? for the answers."
    dropped = [name for name, kept in zip(edit.extractors, votes, strict=True) if not kept]
    told = f"Kept by {sum(votes)} of {len(votes)}"
    if not dropped or not any(votes):
        return f"{told}."
    more = f" and {len(dropped) - _NAMED} more" if len(dropped) > _NAMED else ""
    return f"{told}, not by {', '.join(dropped[:_NAMED])}{more}."


def _said(said: Said) -> str:
    role, kind = said
    return f"{role} {kind}" if kind else role


def _cut(edit: PageEdit, number: int, longest: int) -> str:
    text = harmless(edit.segments[number].block.text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
