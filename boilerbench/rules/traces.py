"""What each rule took away, in lines and as data."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from boilerbench.records import Removal
from boilerbench.rules.applied_files import Applying
from boilerbench.rules.model import RuleFile
from boilerbench.visible import visible
from boilerbench.wording import counted

WIDTH = 60


class Taken(msgspec.Struct, frozen=True):
    """One line of a trace: which rule took which text from which input, and where it stood."""

    input: str
    rule: str
    place: str
    kind: str
    path: str | None
    text: str


def taken(done: Applying, file: RuleFile) -> Iterator[Taken]:
    """A line for everything that was taken from an input."""
    for one in done.removals:
        rule = file.rules[one.rule]
        yield Taken(done.name, str(rule), file.place(one.rule), rule.kind, one.path, one.text)


def told(done: Applying, file: RuleFile) -> Iterator[str]:
    """The same in print, with what parsing and serialising alone changed."""
    if done.failed is not None:
        yield f"{done.name}: the extractor gave no text ({done.failed})."
    elif not done.removals:
        changed = done.control_size is not None and done.control_size != done.size
        how = "only parsed and serialised" if changed else "nothing is changed"
        yield f"{done.name}: no rule fires, {how}."
    else:
        yield f"{done.name}: {_sizes(done)}"
    yield from (_line(one, file) for one in done.removals)


def _sizes(done: Applying) -> str:
    took = counted(len({one.rule for one in done.removals}), "rule")
    if done.control_size is None:
        return f"{took} fired."
    return (
        f"{took} fired. Parsed and serialised alone it goes from {done.size:,} to "
        f"{done.control_size:,} bytes; what they took away makes it {len(done.content):,}."
    )


def _line(one: Removal, file: RuleFile) -> str:
    rule = file.rules[one.rule]
    text = visible(textwrap.shorten(one.text, WIDTH, placeholder=" …"))
    where = f" at {one.path}" if one.path else ""
    return f"  {file.place(one.rule)} {rule} ({rule.kind}){where}: {text!r}"


def skipped(troubles: Mapping[tuple[int, str], int], file: RuleFile) -> Sequence[str]:
    """A sentence for each rule that was not carried out somewhere."""
    return [
        f"{file.place(at)}: {file.rules[at]} was skipped on {counted(pages, 'input')}: {why}."
        for (at, why), pages in sorted(troubles.items())
    ]
