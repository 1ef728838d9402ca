"""What each rule took away, in lines and as data."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from boilerbench.records import Removal
from boilerbench.rules.applied_files import Applying
from boilerbench.rules.model import RuleFile
from boilerbench.visible import visible
from boilerbench.wording import counted

WIDTH: Final = 60
"""Characters of a text that are shown."""
NAME: Final = 120
"""Characters of a rule that are shown."""


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
    for rule, found in _by_rule(done.removals).items():
        if file.rules[rule].keep:
            yield f"  {_named(rule, file)}: {_around(found)}"
        else:
            yield from (_line(one, file) for one in found)


def summed(done: Sequence[Applying], file: RuleFile) -> Iterator[str]:
    """The same of many inputs: those that failed, and a count for each rule."""
    for one in done:
        if one.failed is not None:
            yield f"{one.name}: the extractor gave no text ({one.failed})."
    changed = [one for one in done if one.removals]
    yield f"Rules took something from {len(changed)} of {counted(len(done), 'file')}."
    found: dict[int, list[Removal]] = {}
    files: Counter[int] = Counter()
    for one in changed:
        for rule, removals in _by_rule(one.removals).items():
            found.setdefault(rule, []).extend(removals)
            files[rule] += 1
    for rule, removals in sorted(found.items()):
        where = counted(files[rule], "file")
        yield f"  {_named(rule, file)}: {where}, {_around(removals)}"


def _by_rule(removals: Sequence[Removal]) -> dict[int, list[Removal]]:
    found: dict[int, list[Removal]] = {}
    for one in removals:
        found.setdefault(one.rule, []).append(one)
    return found


def _around(removals: Sequence[Removal]) -> str:
    """How much was taken, of which some may have no text: scripts, empty boxes."""
    empty = sum(not one.text.strip() for one in removals)
    told = counted(len(removals), "place")
    return f"{told}, {empty} of them without text" if empty else told


def _named(rule: int, file: RuleFile) -> str:
    what = textwrap.shorten(str(file.rules[rule]), NAME, placeholder=" …")
    return f"{file.place(rule)} {visible(what)} ({file.rules[rule].kind})"


def _sizes(done: Applying) -> str:
    took = counted(len({one.rule for one in done.removals}), "rule")
    if done.control_size is None:
        return f"{took} fired."
    return (
        f"{took} fired. Parsed and serialised alone it goes from {done.size:,} to "
        f"{done.control_size:,} bytes; what they took away makes it {len(done.content):,}."
    )


def _line(one: Removal, file: RuleFile) -> str:
    text = textwrap.shorten(one.text, WIDTH, placeholder=" …")
    where = f" at {one.path}" if one.path else ""
    return f"  {_named(one.rule, file)}{where}: {repr(visible(text)) if text else 'no text'}"


def skipped(troubles: Mapping[tuple[int, str], int], file: RuleFile) -> Sequence[str]:
    """A sentence for each rule that was not carried out somewhere."""
    return [
        f"{file.place(at)}: {file.rules[at]} was skipped on {counted(pages, 'input')}: {why}."
        for (at, why), pages in sorted(troubles.items())
    ]
