"""All rules on a whole corpus, and which findings were asked for, or excused."""

import fnmatch
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.corpora.checks import Fault, faults
from boilerbench.corpora.completeness import gaps
from boilerbench.corpora.corpus import UNREADABLE, Corpus, has_gold
from boilerbench.corpora.rules import RULES
from boilerbench.errors import UsageError
from boilerbench.linting import golds, pages
from boilerbench.linting.ground import Ground
from boilerbench.linting.twins import twins
from boilerbench.records import Page
from boilerbench.spelling import suggestion
from boilerbench.wording import counted

PAGE_RULES: Final[tuple[Callable[[Ground], Iterator[Fault]], ...]] = (
    golds.gold_on_page,
    golds.gold_is_text,
    golds.gold_is_no_boilerplate,
    golds.snippets,
    pages.labels_leak,
    pages.as_served,
    pages.has_content,
    pages.charset,
    pages.flagged,
)


@dataclass(frozen=True, slots=True)
class Excuse:
    """A rule that may be broken, by which pages, and why."""

    code: str
    pages: str
    reason: str


def parse_excuse(text: str) -> Excuse:
    """`CODE=REASON` or `CODE:PAGES=REASON`, PAGES a glob; UsageError for anything else."""
    rule, equals, reason = text.partition("=")
    code, _, glob = rule.partition(":")
    if not equals or not reason.strip():
        raise UsageError(
            f"--ignore {text!r} gives no reason: write CODE=REASON or CODE:PAGES=REASON,"
            " as in P02='stripped by its makers'."
        )
    known_code(code)
    return Excuse(code, glob or "*", reason.strip())


def known_code(code: str) -> str:
    """The code, or the letter that several begin with; UsageError for one that no rule has."""
    if code in RULES or (code and any(rule.startswith(code) for rule in RULES)):
        return code
    raise UsageError(
        f"There is no rule {code!r}{suggestion(code, RULES)}"
        " `boilerbench corpus check --rules` lists them."
    )


def check(corpus: Corpus, *, strict: bool, whole: bool) -> Iterator[Fault]:
    """Every finding of every rule, page by page, then of the corpus as a whole.

    `strict` gold is our own format's, whose every text must be found letter by letter; `whole`: its
    labels must own all words of the page.
    """
    for page in corpus.pages:
        yield from _of_page(page, strict=strict, whole=whole)
        if not (has_gold(page) or page.drafted or corpus.gold_optional):
            yield _left_out(page.id, "empty gold")
    for ident, reason in corpus.left_out.items():
        yield _left_out(ident, reason)
    yield from twins(corpus)
    yield from _of_a_tool(corpus)


def _of_page(page: Page, *, strict: bool, whole: bool) -> Iterator[Fault]:
    ground = Ground(page)
    by_rule = [
        *([faults(page)] if strict else []),
        *([gaps(page)] if whole else []),
        *(rule(ground) for rule in PAGE_RULES),
    ]
    seen: set[tuple[str, str]] = set()
    for rule in by_rule:
        # Two rules may see one fault; what one rule finds twice in a field are two faults.
        own = [fault for fault in rule if (fault.code, fault.field) not in seen]
        seen.update((fault.code, fault.field) for fault in own)
        yield from (fault for fault in own if not (strict and fault.code == "G01"))


def _left_out(ident: str, reason: str) -> Fault:
    if reason == "no page":
        return Fault("G04", ident, "html", "is not there", "restore the page, or remove its gold")
    if reason in UNREADABLE:
        return Fault("G04", ident, "html", f"is {reason}", "fetch that file again, or let it be")
    remedy = "write its gold; until then it counts in no score"
    return Fault("G03", ident, "text", f"has {reason}", remedy)


def _of_a_tool(corpus: Corpus) -> Iterator[Fault]:
    count = sum(page.gold.form == "expected-html" for page in corpus.pages)
    if count:
        have = "has" if count == 1 else "have"
        yield Fault(
            "G07",
            "-",
            "text",
            f"{counted(count, 'page')} {have} as gold what a tool returned and its makers saw",
            "do not compare that tool with others on it",
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check is about: findings that count, and excused ones with the reason of each."""

    found: tuple[Fault, ...]
    excused: tuple[tuple[Fault, str], ...]

    def of(self, severity: str) -> int:
        """How many count of a severity."""
        return sum(RULES[fault.code].severity == severity for fault in self.found)


def sorted_out(
    found: Iterator[Fault], corpus: Corpus, *, select: Sequence[str], excuses: Sequence[Excuse]
) -> Findings:
    """The findings of selected rules, without those that a page or the caller excuses."""
    own = {page.id: dict(page.ignored) for page in corpus.pages}
    counting: list[Fault] = []
    excused: list[tuple[Fault, str]] = []
    for fault in found:
        if select and not fault.code.startswith(tuple(select)):
            continue
        reason = own.get(fault.page, {}).get(fault.code) or _excuse(fault, excuses)
        if reason is None:
            counting.append(fault)
        else:
            excused.append((fault, reason))
    return Findings(tuple(counting), tuple(excused))


def _excuse(fault: Fault, excuses: Sequence[Excuse]) -> str | None:
    fitting = (
        excuse.reason
        for excuse in excuses
        if fault.code.startswith(excuse.code) and fnmatch.fnmatchcase(fault.page, excuse.pages)
    )
    return next(fitting, None)
