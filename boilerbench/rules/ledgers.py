"""The ledger of rules as one value: what each removed, destroyed and changed, and what was not.

Its JSON shape is a promise; `json_schema()` is generated from these structs.
"""

from typing import Any

import msgspec

from boilerbench.records import NoiseKind
from boilerbench.scores import Value

SCHEMA = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class Stretch(msgspec.Struct, frozen=True):
    """Words that are gone from the output of one page, as they stood there."""

    page: str
    words: int
    text: str


class Change(msgspec.Struct, frozen=True):
    """A value of the headline metric without a rule and with it, as means over the same pages."""

    without: float | None
    with_rule: float | None
    difference: Value


class Standing(msgspec.Struct, frozen=True):
    """What a rule changes on so many judged pages; `p` is of F1's paired permutation test."""

    pages: int
    f1: Change
    precision: Change
    recall: Change
    p: float | None


class Counts(msgspec.Struct, frozen=True):
    """What is gone from outputs of judged pages, in words, and what came instead.

    `noise` is by kind; `unlabelled` is neither gold nor in any label. `gained` words of gold stand
    only in outputs with the rule, and so do `gained_other`, of no gold.
    """

    noise: dict[NoiseKind, int]
    unlabelled: int
    optional: int
    gold: int
    gained: int
    gained_other: int


class Whose(msgspec.Struct, frozen=True):
    """A rule by its number from 1, where it stands, and what it says."""

    rule: int
    place: str
    what: str
    kind: NoiseKind


class Skipped(msgspec.Struct, frozen=True):
    """A rule, or a line of the file, that was not carried out somewhere, and why."""

    place: str
    what: str
    why: str


class Overlap(msgspec.Struct, frozen=True):
    """The share of the words a rule takes that other rules take too, and which other rules.

    `others` has the share of each by its number. `covered` is true where nothing is left that it
    takes alone.
    """

    share: float
    others: dict[int, float]
    covered: bool


class Eaten(msgspec.Struct, frozen=True):
    """A page of whose output over half is gone: so many words `of` all."""

    page: str
    words: int
    of: int


class Leftover(msgspec.Struct, frozen=True):
    """What is known of a rule on pages without gold: all that it took, and what that looks like.

    `phrases` counts by kind the shipped noise phrases in what it took, `repeated` the lines it took
    that several outputs of their site have. `eaten` are the pages of which it takes over half.
    """

    pages: int
    words: int
    removed: tuple[Stretch, ...]
    phrases: dict[NoiseKind, int]
    repeated: int
    eaten: tuple[Eaten, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """What one rule alone does.

    It `found` so many elements or stretches of text, on `pages` of `sites`; it changed the outputs
    of `changed` pages. `destroyed` are the words of gold that are gone, the longest stretch first.
    On the pages of `failed` the extractor fails with it, and not without. `without` says what all
    rules lose without this one: it is null unless asked for.
    """

    whose: Whose
    found: int
    pages: int
    sites: int
    changed: int
    counts: Counts
    destroyed: tuple[Stretch, ...]
    failed: tuple[str, ...]
    over_all: Standing | None
    over_changed: Standing | None
    overlap: Overlap | None
    without: Standing | None
    unjudged: Leftover | None


class All(msgspec.Struct, frozen=True):
    """What all rules together do, by outputs that were made with all of them; or serialising."""

    changed: int
    counts: Counts
    destroyed: tuple[Stretch, ...]
    failed: tuple[str, ...]
    over_all: Standing | None
    over_changed: Standing | None


class RepeatedLine(msgspec.Struct, frozen=True):
    """A line that the outputs of several pages of a site have: without rules, and with all."""

    site: str
    line: str
    pages: int
    left: int


class NoGold(msgspec.Struct, frozen=True):
    """Pages without gold: leaks found, losses unknown.

    `phrases` are the hits of the shipped noise phrases by kind in outputs without any rule,
    `phrases_left` with all of them. `words` counts those of all outputs without rules, `words_left`
    with all of them, and `eaten` are the pages of which all take over half.
    """

    pages: int
    phrases: dict[NoiseKind, int]
    phrases_left: dict[NoiseKind, int]
    lines: tuple[RepeatedLine, ...]
    words: int = 0
    words_left: int = 0
    eaten: tuple[Eaten, ...] = ()


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """A file of rules on the pages of a corpus with one extractor.

    Of `pages` so many are `judged`, by a gold text; `unanswered` are those on which the extractor
    fails without any rule. `control` is what parsing and serialising alone changes on the pages on
    which a rule of pages fires, counted for no rule. `silent` rules never fired.
    """

    schema: int = SCHEMA
    corpus: str
    digest: str
    extractor: str
    version: str | None
    rules: str
    pages: int
    judged: int
    sites: int
    unanswered: tuple[str, ...]
    metric: str
    signature: str
    short_signature: str
    entries: tuple[Entry, ...]
    together: All
    control: All
    controls: int
    silent: tuple[Whose, ...]
    skipped: tuple[Skipped, ...]
    no_gold: NoGold | None


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what `boilerbench rules ledger --format json` prints."""
    return msgspec.json.schema(Ledger)
