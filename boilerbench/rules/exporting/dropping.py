"""What of a rule file is no rule, and so is in no export: lines that are not ours, and tests."""

from collections import defaultdict
from collections.abc import Iterator

from boilerbench.rules.model import RuleFile, Unapplied
from boilerbench.wording import counted, cut, harmless


def lines_dropped(file: RuleFile) -> Iterator[str]:
    """A sentence on malformed lines, and on those of each other use, with the first of them."""
    by_reason: dict[str, list[Unapplied]] = defaultdict(list)
    for one in file.unapplied:
        by_reason["" if one.malformed else one.why].append(one)
    for reason, lines in sorted(by_reason.items()):
        first = lines[0]
        how = counted(len(lines), "line" if reason else "malformed line")
        text = harmless(cut(first.text.strip()))
        yield (
            f"{first.file or file.name}:{first.line}: {how}, the first of them {text!r}: "
            f"{reason or first.why}"
        )


def tests_dropped(file: RuleFile, target: str) -> tuple[str, ...]:
    """A sentence on the tests of a file, for a format that has none."""
    if not file.tests:
        return ()
    place = file.place_of_test(file.tests[0])
    return (f"{place}: {counted(len(file.tests), 'test')}: {target} has no tests",)
