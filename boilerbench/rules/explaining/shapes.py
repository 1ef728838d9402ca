"""What is said of a text that is still there: its places and stages, rules, and advice."""

from typing import Any, Final, Literal, TypeAlias

import msgspec

from boilerbench.records import NoiseKind
from boilerbench.unseen import Hold

SCHEMA: Final = 1
"""Version of the JSON shape: 1 since 0.3.0."""

Within: TypeAlias = Hold | Literal["text", "comment", "nowhere"]
"""Whether a text is wording of its page, or else what holds it."""

Label: TypeAlias = NoiseKind | Literal["gold", "optional", "unlabelled"]
"""What gold calls a text of a page."""

StageName: TypeAlias = Literal[
    "page, as bytes",
    "page, decoded",
    "page, parsed",
    "output without rules",
    "page after rules",
    "output of that page",
    "output after rules",
]
"""The ways of a text into an output, in order.

The page after rules, and the output of it, are there only if a rule of pages fires; the output
after rules only if there are rules.
"""

Reason: TypeAlias = Literal[
    "off",
    "site",
    "exception",
    "refused",
    "keeps",
    "case",
    "spaces",
    "signs",
    "line",
    "split",
    "order",
    "part of a word",
    "page only",
    "words",
    "name",
    "condition",
    "around",
    "wording",
    "seldom",
    "elsewhere",
    "nothing",
]
"""Why a rule missed: switched off, not for the site, an exception; refused; `keeps` the text.

Of text rules: upper and `case`, kinds of white `spaces`, `signs` (quotation marks, dashes,
punctuation), more words on its `line`, `split` over lines, another `order` or apart, `part of a
word`, on the page but not so in the output (`page only`), other `words`, `seldom` repeated. Of page
rules: another `name` for a class or id, a `condition` not met, other elements `around`, `wording`
that differs; other elements found `elsewhere`, or `nothing`.
"""


class Spot(msgspec.Struct, frozen=True):
    """A place of the text on its page: the smallest element around it, and those around that.

    `around` has each with its id and all classes, the outermost last, without html and body.
    `elements` counts those that its words are spread over. `leaks` says whether the output has
    the text from here, as far as what stands beside it tells; `label` is what gold calls it.
    """

    path: str
    hidden: bool
    around: tuple[str, ...]
    elements: int
    leaks: bool
    label: Label | None = None


class Standing(msgspec.Struct, frozen=True):
    """Where a text stands on its page. `told` is that in a line, `places` counts all.

    `spots` are the first of them. Of a text that is nowhere, `run` are the most words of it in a
    row that the page has, and `missing` those that it has not at all.
    """

    within: Within
    told: str
    places: int = 0
    spots: tuple[Spot, ...] = ()
    run: str = ""
    missing: tuple[str, ...] = ()


class Stage(msgspec.Struct, frozen=True):
    """Whether the text stands in one stage, how often, and in which form."""

    name: StageName
    stands: bool
    count: int
    told: str


class Fired(msgspec.Struct, frozen=True):
    """A rule that took something away at `fired` places.

    `takes` counts the places of the text that it took something of, `wanted` those among them
    that are to be taken: that the output has, and that are no gold.
    """

    rule: str
    place: str
    fired: int
    takes: int
    wanted: int


class Miss(msgspec.Struct, frozen=True):
    """A rule that did not take the text away, and why; the smaller the `distance`, the nearer."""

    rule: str
    place: str
    reasons: tuple[Reason, ...]
    told: str
    distance: int


class Gain(msgspec.Struct, frozen=True):
    """Words that a rule would take away by what gold calls them, on the page or in the output.

    `unlabelled` words are neither gold nor labelled as noise.
    """

    noise: int
    gold: int
    optional: int
    unlabelled: int


class Advice(msgspec.Struct, frozen=True):
    """A rule that would take the text away, as TOML, and what else it would.

    `rule` is what it looks for; the TOML also has its kind, and without gold the page's site.
    `of` says what `words` and `gain` count: words of the page or of the output; without gold there
    is no gain. `brittle` says why it will not last.
    """

    rule: str
    toml: str
    of: Literal["page", "output"]
    words: int
    takes: int
    kind: NoiseKind
    gain: Gain | None = None
    brittle: str | None = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What `rules why --format json` prints.

    `gone` is the first stage that no longer has the text. `far` counts rules that have nothing to
    do with it. `skipped` says of rules why they could not be carried out.
    """

    schema: int = SCHEMA
    text: str
    page: str
    url: str | None
    extractor: str
    name: str
    standing: Standing
    stages: tuple[Stage, ...]
    gone: StageName | None
    fired: tuple[Fired, ...] = ()
    misses: tuple[Miss, ...] = ()
    far: int = 0
    skipped: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Explanation`."""
    return msgspec.json.schema(Explanation)
