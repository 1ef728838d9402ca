"""Lines of foreign files that are read and kept, but not carried out: counted by reason."""

from collections import defaultdict
from collections.abc import Iterator

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.model import RuleFile, Unapplied
from boilerbench.wording import counted, cut, harmless


def unapplied(file: RuleFile) -> Iterator[Finding]:
    """A note for each reason, at the first line it is true of."""
    by_reason: dict[str, list[Unapplied]] = defaultdict(list)
    for one in file.unapplied:
        by_reason[one.why].append(one)
    for why, lines in by_reason.items():
        first = lines[0]
        text = harmless(cut(first.text.strip()))
        told = f"{counted(len(lines), 'line')}, the first of them {text!r}: {why}"
        yield Finding("U01", told, "nothing, if they are not needed", None, first.line, first.file)
