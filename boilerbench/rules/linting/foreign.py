"""Lines of foreign files that are not carried out: those of another use, and malformed ones."""

from collections import defaultdict
from collections.abc import Iterator

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.model import RuleFile, Unapplied
from boilerbench.wording import counted, cut, harmless


def unapplied(file: RuleFile) -> Iterator[Finding]:
    """A warning for each malformed line, and a note for each reason why others are not for us."""
    by_reason: dict[str, list[Unapplied]] = defaultdict(list)
    for one in file.unapplied:
        if one.malformed:
            told = f"{_text(one)!r} is not applied: {one.why}"
            remedy = "write it as its syntax has it, or remove it"
            yield Finding("U02", told, remedy, None, one.line, one.file)
        else:
            by_reason[one.why].append(one)
    for why, lines in by_reason.items():
        first = lines[0]
        told = f"{counted(len(lines), 'line')}, the first of them {_text(first)!r}: {why}"
        remedy = "no fault: boilerbench passes over such lines"
        yield Finding("U01", told, remedy, None, first.line, first.file)


def _text(one: Unapplied) -> str:
    return harmless(cut(one.text.strip()))
