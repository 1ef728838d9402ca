"""Why a rule of text did not take a text away: found by trying it in other forms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, TypeAlias

import msgspec
import regex

from boilerbench.pagetexts import letters
from boilerbench.rules.cleaning import line_key
from boilerbench.rules.explaining.bench import TextBench
from boilerbench.rules.explaining.forms import Spelled, core
from boilerbench.rules.explaining.likeness import Spelling, differences, few_of_same_length
from boilerbench.rules.explaining.shapes import Reason
from boilerbench.rules.model import Lines, Phrase, Regex, Repeated, Rule, TextMatcher
from boilerbench.wording import counted

Cause: TypeAlias = tuple[int, tuple[Reason, ...], str]
"""How far a rule is from taking the text (0 is next to it), why it does not, and that in words."""

ALIKE: Final = 0.5
"""The part of its words that a rule and a line must share to be called near."""


@dataclass(frozen=True)
class Output:
    """An output on the bench, and the wording of the page that it was made from, likewise."""

    bench: TextBench
    page: TextBench
    wanted: str


def cause_of(rule: Rule, output: Output) -> Cause | None:
    """Why a rule takes nothing of the text, be it on and for this site; None where nothing is near.

    Of several forms that would take it the nearest to the rule is told.
    """
    match rule.what:
        case Lines() | Phrase() as words:
            found = _of_words(rule, words, output)
        case Regex() as pattern:
            found = _of_regex(rule, pattern, output)
        case Repeated() as repeated:
            found = _of_repeated(rule, repeated, output.bench)
        case _:
            raise AssertionError("it is a rule of text")
    return next(found, None)


def _of_words(rule: Rule, what: Lines | Phrase, output: Output) -> Iterator[Cause]:
    bench = output.bench
    yield from _of_page(rule, output)
    if not what.loose and (names := _spellings(rule, what, bench)):
        yield 1, _reasons(names), f"the {_and(names)} differ; loose = true takes it"
    loose = msgspec.structs.replace(what, loose=True)
    if not what.loose and bench.reached(rule, loose):
        yield 2, ("split",), f"{_broken(what, bench)}; loose = true takes it"
    if isinstance(what, Lines) and what.match == "whole":
        yield from _of_longer_line(rule, what, bench)
    if isinstance(what, Lines) and len(what.lines) > 1:
        yield from _of_lines_apart(rule, what, output)
    if isinstance(what, Phrase) and bench.reached(rule, _anywhere(what)):
        yield 3, ("part of a word",), "it stands inside a longer word, and a phrase ends with words"
    yield from _of_other_signs(what, output)
    yield from _of_other_words(what, output)


def _spellings(rule: Rule, what: TextMatcher, bench: TextBench) -> tuple[str, ...]:
    """In what the rule and the text differ, if that is only how the same letters are spelled."""

    def fits(spelled: Spelling) -> bool:
        return replace(bench, text=spelled(bench.text)).reached(rule, _spelled(what, spelled))

    return few_of_same_length(fits)


def _spelled(what: TextMatcher, spelled: Spelling) -> TextMatcher:
    match what:
        case Lines(lines):
            return msgspec.structs.replace(what, lines=tuple(map(spelled, lines)))
        case Phrase(phrase):
            return msgspec.structs.replace(what, phrase=spelled(phrase))
    return what  # a pattern's letters may be classes: only the text is spelled otherwise


def _reasons(names: tuple[str, ...]) -> tuple[Reason, ...]:
    known: dict[str, Reason] = {
        "upper and lower case": "case",
        "non-breaking spaces": "spaces",
        "invisible characters": "spaces",
        "white space": "spaces",
        "line breaks": "split",
        "white space between words": "spaces",
    }
    return tuple(dict.fromkeys(known.get(name, "signs") for name in names))


def _broken(what: Lines | Phrase, bench: TextBench) -> str:
    """What stands between the words of a text, more than a strict rule lets pass."""
    words = " ".join(_texts(what))
    names = {name for form in Spelled(bench.text).forms(words) for name in form.differences}
    if names - {"line breaks"}:
        return f"the {_and(tuple(sorted(names)))} differ"
    return "its words are split over lines, with an empty line between"


def _of_longer_line(rule: Rule, what: Lines, bench: TextBench) -> Iterator[Cause]:
    loose = msgspec.structs.replace(what, loose=True)
    for form, more in ((what, ""), (loose, ", and it is spelled otherwise")):
        if bench.reached(rule, msgspec.structs.replace(form, match="inside")):
            line = _line_of(bench)
            reasons: tuple[Reason, ...] = ("line", "case") if more else ("line",)
            told = f"a whole line is wanted, and this one has more words{more}: {_cut(line)!r}"
            yield (2 if more else 1), reasons, told


def _of_lines_apart(rule: Rule, what: Lines, output: Output) -> Iterator[Cause]:
    """Lines that are all there, but not one after the other as the rule has them."""
    bench = output.bench
    spelled = Spelled(bench.text)
    places = [[form.span for form in spelled.forms(line)] for line in what.lines]
    own = [line for line in what.lines if bench.reached(rule, _alone(line))]
    if not own:
        return
    missing = [line for line, found in zip(what.lines, places, strict=True) if not found]
    if missing:
        yield 3, ("words",), f"its line {_cut(missing[0])!r} is not in the output"
    elif not _in_order(places):
        yield 2, ("order",), "its lines stand in another order"
    else:
        yield (
            2,
            ("order",),
            f"its lines stand apart; a rule of its own for {_cut(own[0])!r} takes it",
        )


def _in_order(places: list[list[tuple[int, int]]]) -> bool:
    at = -1
    for found in places:
        later = [start for start, _ in found if start > at]
        if not later:
            return False
        at = later[0]
    return True


def _alone(line: str) -> Lines:
    return Lines((line,), match="inside", loose=True)


def _anywhere(what: Phrase) -> Regex:
    return Regex(f"{'(?i)' if what.loose else ''}{regex.escape(what.phrase)}")


def _of_other_signs(what: Lines | Phrase, output: Output) -> Iterator[Cause]:
    """The same words, between which other signs stand, or no space."""
    words = " ".join(_texts(what))
    for form in Spelled(output.bench.text).forms(words):
        if any(form.span[0] < end and start < form.span[1] for start, end in output.bench.spans):
            names = differences(core(words), form.spelled)
            told = f"the {_and(names)} differ" if names else "what stands around its words differs"
            yield 3, _reasons(names) or ("signs",), f"{told}: the output has {_cut(form.spelled)!r}"
            return


def _of_other_words(what: Lines | Phrase, output: Output) -> Iterator[Cause]:
    """A line of the output, or the text asked about, that shares most of its words with a rule."""
    ours = letters(" ".join(_texts(what))).split()
    theirs = max(
        (letters(one).split() for one in {output.wanted, _line_of(output.bench)}),
        key=lambda words: SequenceMatcher(None, ours, words, autojunk=False).ratio(),
    )
    alike = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    by_letter = SequenceMatcher(None, " ".join(ours), " ".join(theirs), autojunk=False).ratio()
    if alike < ALIKE and by_letter < 0.75:
        return
    mine = [word for word in ours if word not in theirs]
    other = [word for word in theirs if word not in ours]
    told = f"the rule has {_quoted(mine)} where the output has {_quoted(other)}"
    yield 4, ("words",), f"the words differ: {told}"


def _of_regex(rule: Rule, what: Regex, output: Output) -> Iterator[Cause]:
    bench = output.bench
    yield from _of_page(rule, output)
    tried: list[tuple[str, Reason, str]] = [
        (f"(?i){what.pattern}", "case", "upper and lower case differ; (?i) before it takes it"),
        (f"(?s){what.pattern}", "split", "it goes over lines, where . ends; (?s) takes it"),
        (
            _stretched(what.pattern),
            "spaces",
            "the white space differs; \\s+ for its spaces takes it",
        ),
        (
            what.pattern.removeprefix("^").removesuffix("$"),
            "line",
            "its line has more words than ^ and $ let pass",
        ),
        (f"(?is){_stretched(what.pattern)}", "spaces", "case and white space differ"),
    ]
    if (names := _spellings(rule, what, bench)) and names != ("upper and lower case",):
        yield 1, _reasons(names), f"the {_and(names)} differ"
    for pattern, reason, told in tried:
        if pattern != what.pattern and bench.reached(rule, Regex(pattern, what.cut)):
            yield 2, (reason,), told


def _of_page(rule: Rule, output: Output) -> Iterator[Cause]:
    """What the page has as the rule wants it, and the output no longer."""
    if not output.page.reached(rule):
        return
    names: tuple[str, ...] = ()
    if isinstance(rule.what, Lines | Phrase):
        words = Spelled(output.bench.text).forms(" ".join(_texts(rule.what)))
        names = differences(core(" ".join(_texts(rule.what))), words[0].spelled) if words else ()
    told = f"the page has it so, and the extractor made {_now(output)} of it"
    more = f": the {_and(names)} differ" if names else ""
    yield 1, ("page only", *_reasons(names)), told + more


def _stretched(pattern: str) -> str:
    return pattern.replace(r"\ ", " ").replace(" ", r"\s+")


def _of_repeated(rule: Rule, what: Repeated, bench: TextBench) -> Iterator[Cause]:
    if not bench.reached(rule, Repeated(1)):
        return
    pages = (bench.seen or {}).get(line_key(_line_of(bench)), 0)
    told = f"its line is in the output of {counted(pages, 'page')} of this site"
    yield 3, ("seldom",), f"{told}, and the rule wants {what.repeated}"


def _texts(what: Lines | Phrase) -> tuple[str, ...]:
    return what.lines if isinstance(what, Lines) else (what.phrase,)


def _line_of(bench: TextBench) -> str:
    """The first line that has a part of the text."""
    if not bench.spans:
        return ""
    start = bench.text.rfind("\n", 0, bench.spans[0][0]) + 1
    return bench.text[start:].partition("\n")[0].strip()


def _now(output: Output) -> str:
    start, end = output.bench.spans[0]
    return repr(_cut(output.bench.text[start:end]))


def _cut(text: str, most: int = 60) -> str:
    flat = " ".join(text.split(" "))
    return flat if len(flat) <= most else f"{flat[:most].rstrip()} …"


def _quoted(words: list[str]) -> str:
    return repr(_cut(" ".join(words))) if words else "nothing"


def _and(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
