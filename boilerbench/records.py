"""Pages with their gold, and what an extractor made of one: frozen values, checked when read."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol, TypeAlias, get_args

import msgspec

from boilerbench.digests import short_digest
from boilerbench.sites import site_of

NoiseKind: TypeAlias = Literal[
    "advertisement",
    "newsletter",
    "skip-link",
    "related",
    "share",
    "navigation",
    "comments",
    "cookie",
    "paywall",
    "promo",
    "breadcrumb",
    "login",
    "legal",
    "media-label",
    "other",
]
"""What a piece of boilerplate is; `docs/noise.md` says what belongs to each."""

OptionalKind: TypeAlias = Literal["title", "byline", "caption", "tags", "author-bio"]
"""Text that is neither wrong to keep nor wrong to drop."""

PageType: TypeAlias = Literal[
    "article", "forum", "product", "collection", "listing", "documentation", "service"
]

Outcome: TypeAlias = Literal[
    "ok", "empty", "error", "crash", "timeout", "memory", "bad-output", "unavailable"
]
"""How one extraction ended; `ok` and `empty` are answers, the rest are failures."""

GoldForm: TypeAlias = Literal["text", "labelled-html", "expected-html", "markdown"]
"""What a page's full gold text was made from."""

GoldKind: TypeAlias = Literal[
    "text", "labelled-html", "expected-html", "markdown", "snippets", "none"
]
"""What there is to judge by: full text of some form, snippets only, or nothing."""

Detected: TypeAlias = Literal["url", "language", "title"]
"""A fact of a page that its source did not give and that was read from the page or guessed."""

NOISE_KINDS: tuple[str, ...] = get_args(NoiseKind)
OPTIONAL_KINDS: tuple[str, ...] = get_args(OptionalKind)
PAGE_TYPES: tuple[str, ...] = get_args(PageType)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
ANSWERS: frozenset[str] = frozenset({"ok", "empty"})


class DetectedFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was read from a page or guessed because its source does not say it; None: nothing."""

    url: str | None = None
    language: str | None = None


class Noise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One occurrence of boilerplate on a page, with its kind and where it stands."""

    kind: NoiseKind
    text: str
    selector: str | None = None


class OptionalText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Text of the page that an extractor may keep or drop."""

    kind: OptionalKind
    text: str


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person said the page's main text is, and what its noise is.

    `text` is None for pages that only have `contains` and `lacks` snippets. `markdown` is the same
    text with its structure, where the source has one; `form` is what the text was made from.
    `noise` stands in document order; the same text twice is two entries.
    """

    text: str | None = None
    optional: tuple[OptionalText, ...] = ()
    noise: tuple[Noise, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    markdown: str | None = None
    form: GoldForm = "text"

    @property
    def kind(self) -> GoldKind:
        """What there is to judge by."""
        if self.text is not None:
            return self.form
        return "snippets" if self.contains or self.lacks else "none"

    @property
    def ideal(self) -> str:
        """What a perfect extractor returns: the text, or the snippets where there is only that."""
        return self.text if self.text is not None else "\n\n".join(self.contains)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The gold text's paragraphs: its non-blank lines, in order."""
        return tuple(line.strip() for line in (self.text or "").splitlines() if line.strip())


class HtmlSource(Protocol):
    """Where a page's bytes come from; read when asked, never kept."""

    def read(self) -> bytes:
        """The page as served."""


@dataclass(frozen=True, slots=True)
class HtmlBytes:
    """A page's bytes already in memory."""

    content: bytes = field(repr=False)

    def read(self) -> bytes:
        """The bytes themselves."""
        return self.content


@dataclass(frozen=True)
class Page:
    """A web page as served, with its gold; its bytes are read from `source` each time."""

    id: str
    source: HtmlSource
    gold: Gold
    url: str | None = None
    language: str | None = None
    type: PageType | None = None
    challenges: tuple[str, ...] = ()
    charset: str | None = None
    """The encoding an HTTP header named, if one is known."""
    set: str | None = None
    """The part of a corpus it belongs to, where a corpus has parts."""
    split: str | None = None
    """The split of a corpus it belongs to, as its source names it: dev, test, training."""
    licence: str | None = None
    """What its source says of the page's licence."""
    detected: tuple[Detected, ...] = ()
    """The fields that its source did not give."""
    doubts: tuple[str, ...] = ()
    """What its source says against it."""
    ignored: tuple[tuple[str, str], ...] = ()
    """Rules of `corpus check` that it breaks on purpose, each with the reason."""
    drafted: tuple[str, ...] = ()
    """The fields of its gold that a program proposed and nobody has gone through yet."""

    @cached_property
    def site(self) -> str:
        """The registered domain of the page's URL, or the page's own id without one."""
        return site_of(self.url) or self.id

    def digest(self) -> str:
        """SHA-256 of the page's bytes, 16 hex digits."""
        return short_digest(self.source.read())

    def told(self) -> str:
        """SHA-256 of what an extractor can know beside the bytes, 16 hex digits.

        That is the URL and the language it is told, and the charset its text is decoded by.
        """
        return short_digest(msgspec.json.encode([self.url, self.language, self.charset]))


class Timing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One call of `extract`, timed inside the worker: nanoseconds and bytes.

    The `first` call of a worker also pays for what the extractor loads late. `pace_ns`, of a call
    under the timing protocol, is how long a loop that is always the same took just before and
    just after it.
    """

    wall_ns: int
    cpu_ns: int
    peak_memory: int
    first: bool = False
    pace_ns: tuple[int, int] | None = None


class Reply(msgspec.Struct, frozen=True):
    """What came of one page: `text` may be empty beside a markdown.

    `timing` is None where no call came to its end; `reason` is a failure's one line.
    """

    outcome: Outcome
    text: str = ""
    markdown: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    reason: str | None = None
    timing: Timing | None = None
    surrogates: int = 0
    network_attempts: int = 0


class Removal(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one cleaning rule, by its place among the rules, takes away at one place.

    `path` is that of the element, None where a text was cut; `text` is the wording that goes.
    """

    rule: int
    text: str
    path: str | None = None


class Extraction(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one extractor returned for one page, or how it failed.

    `digest` is the page's and `size` its bytes; `told` is that of what the code that ran could
    know beside them, None where none ran; `attempts` counts calls, and `first_outcome` is that of
    the one before a retry; `surrogates` counts the lone surrogates that became U+FFFD,
    `network_attempts` the connections and look-ups that were refused. `removed` is what cleaning
    rules took from the page and the text; `uncleaned` and `uncleaned_markdown` are what the
    extractor returned, where text rules changed it; `unfinished` names rules that were ended at a
    limit on this page, which is therefore taken up again. `host` is where it was made, by the
    names in `run.json`; None on the machine of the run itself.
    """

    page: str
    digest: str
    outcome: Outcome
    size: int = 0
    text: str = ""
    markdown: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    reason: str | None = None
    timing: Timing | None = None
    surrogates: int = 0
    network_attempts: int = 0
    attempts: int = 1
    first_outcome: Outcome | None = None
    told: str | None = None
    removed: tuple[Removal, ...] = ()
    uncleaned: str | None = None
    uncleaned_markdown: str | None = None
    unfinished: tuple[int, ...] = ()
    host: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the extractor gave an answer, be it an empty one."""
        return self.outcome in ANSWERS

    @property
    def gives_markdown(self) -> bool:
        """Whether a markdown came, be it an empty one."""
        return self.markdown is not None
