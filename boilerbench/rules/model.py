"""Cleaning rules: what each takes away, of which kind that is, and on which sites."""

from typing import Literal, TypeAlias

import msgspec

from boilerbench.records import NoiseKind
from boilerbench.wording import counted

Match: TypeAlias = Literal["whole", "inside"]
"""Whether a rule's words are a whole (token, line), or may stand inside one."""

Cut: TypeAlias = Literal["match", "line"]
"""What a text rule takes away: what it matched, or every line that has a part of it."""


class Css(msgspec.Struct, frozen=True, tag="css"):
    """Elements that a CSS selector finds, which may end in procedural operators.

    These are uBlock's `:has-text(words or /regex/)`, `:upward(steps or selector)` and
    `:xpath(expression)`.
    """

    selector: str

    def __str__(self) -> str:
        return f"css {self.selector}"


class XPath(msgspec.Struct, frozen=True, tag="xpath"):
    """Elements that an XPath 1.0 expression finds, with EXSLT's regular expressions as `re:`."""

    expression: str

    def __str__(self) -> str:
        return f"xpath {self.expression}"


class Token(msgspec.Struct, frozen=True, tag="token"):
    """Elements one of whose classes, or whose id, is a token, or has it inside."""

    token: str
    match: Match = "whole"

    def __str__(self) -> str:
        return f"token {self.token}" + (" (inside)" if self.match == "inside" else "")


class Lines(msgspec.Struct, frozen=True, tag="lines"):
    """Texts that follow each other, on one line or on several, from a line's start to a line's end.

    With `match` "inside" other text may stand before and behind on the line. `loose` does not ask
    for the same case, kind of white space, quotation marks and dashes.
    """

    lines: tuple[str, ...]
    match: Match = "whole"
    loose: bool = False

    def __str__(self) -> str:
        told = " / ".join(self.lines)
        return f"lines {told}" + (" (inside)" if self.match == "inside" else "")


class Phrase(msgspec.Struct, frozen=True, tag="phrase"):
    """Words that stand somewhere in a text, from the start of a word to the end of one."""

    phrase: str
    cut: Cut = "match"
    loose: bool = False

    def __str__(self) -> str:
        return f"phrase {self.phrase}"


class Regex(msgspec.Struct, frozen=True, tag="regex"):
    """What a regular expression of the package `regex` finds, where `^` and `$` are of lines."""

    pattern: str
    cut: Cut = "match"

    def __str__(self) -> str:
        return f"regex {self.pattern}"


class Repeated(msgspec.Struct, frozen=True, tag="repeated"):
    """Lines that the outputs of at least so many pages of one site have, whatever their numbers."""

    repeated: int = 3

    def __str__(self) -> str:
        return f"repeated {self.repeated}"


DomMatcher: TypeAlias = Css | XPath | Token
"""What finds elements of a page, before extraction."""

TextMatcher: TypeAlias = Lines | Phrase | Regex | Repeated
"""What finds text in an extractor's output."""

Matcher: TypeAlias = DomMatcher | TextMatcher


class Rule(msgspec.Struct, frozen=True):
    """One cleaning rule.

    `sites` are as `rules.scopes` reads them, none means all. A rule that is not `on` does nothing.
    An `exception` takes nothing away: on its sites it switches off rules with the same matcher.
    One that will `keep` leaves of the page what it finds, and takes away the rest; of a text
    matcher that makes no sense.
    """

    what: Matcher
    kind: NoiseKind = "other"
    sites: tuple[str, ...] = ()
    note: str = ""
    on: bool = True
    exception: bool = False
    keep: bool = False

    @property
    def of_page(self) -> bool:
        """Whether it looks at a page's elements, and not at an extractor's text."""
        return isinstance(self.what, Css | XPath | Token)

    def __str__(self) -> str:
        told = ("keep " if self.keep else "except " if self.exception else "") + str(self.what)
        return f"{told} on {', '.join(self.sites)}" if self.sites else told


class Unapplied(msgspec.Struct, frozen=True):
    """A line of a rule file that is read and kept, but that we do not carry out, and why.

    `file` names it where the rules are those of a folder. A `malformed` line was meant as one that
    takes text away, or as none that its syntax knows: others have their own use, which is not ours.
    """

    line: int
    text: str
    why: str
    file: str = ""
    malformed: bool = False


class SiteTest(msgspec.Struct, frozen=True):
    """A page that a rule file names, and what its author expects to be left of it.

    It stands on `line` (from 1); `file` names its file where the rules are those of a folder.
    """

    url: str
    contains: tuple[str, ...] = ()
    line: int = 0
    file: str = ""


class RuleFile(msgspec.Struct, frozen=True):
    """The rules of a file in its order, the line of each (from 1), and what else it says.

    It may also be a folder's: then `files` has the file of each rule, as the folder names it.
    """

    name: str
    rules: tuple[Rule, ...]
    lines: tuple[int, ...]
    unapplied: tuple[Unapplied, ...] = ()
    tests: tuple[SiteTest, ...] = ()
    files: tuple[str, ...] = ()

    def place(self, rule: int) -> str:
        """Where a rule stands, by its number from 0: `rules.toml:12`."""
        return f"{self.files[rule] if self.files else self.name}:{self.lines[rule]}"

    def place_of_test(self, test: SiteTest) -> str:
        """Where a test stands; the file alone where its line is not known."""
        name = test.file or self.name
        return f"{name}:{test.line}" if test.line else name


class RunRules(msgspec.Struct, frozen=True):
    """The rules of a run as its manifest has them: where they come from, and they themselves."""

    name: str
    digest: str
    rules: tuple[Rule, ...]

    def __str__(self) -> str:
        return f"{self.name} ({counted(len(self.rules), 'rule')}, digest {self.digest})"
