"""Rules of text that find too much, or miss what is written a little differently."""

import re
from collections.abc import Iterator
from typing import Final

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.model import Lines, Phrase, Regex, Repeated, Rule, RuleFile
from boilerbench.rules.patterns import compiled_text

PROBES: Final = (
    "The ferry left the harbour at dawn with forty people on board.",
    "nobody could say whose piano it was",
    "Im Hafen stand noch vor dem Mittag ein Klavier, und keiner spielte es.",
)
"""Ordinary lines: a pattern that finds something in each of them finds any text."""

_VARIES: Final = {
    "\u00a0": "a non-breaking space",
    "\u202f": "a narrow non-breaking space",
    **dict.fromkeys("\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb", "a typographic quotation mark"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "a dash"),
    "\u2026": "an ellipsis",
}


def texts(file: RuleFile) -> Iterator[Finding]:
    """What is wrong with the words and patterns of rules of text."""
    for at, rule in enumerate(file.rules):
        if rule.on and not rule.exception and not rule.of_page:
            yield from _one_word(at, rule)
            yield from _any_text(at, rule)
            yield from _typography(at, rule)


def _one_word(at: int, rule: Rule) -> Iterator[Finding]:
    match rule.what:
        case Phrase(words, cut):
            whole = "the whole line with it" if cut == "line" else "out of its sentence"
        case Lines((words,), "inside"):
            whole = "out of its sentence"
        case _:
            return
    if re.fullmatch(r"[^\W\d_]+", words.strip()):
        told = f"{words.strip()!r} is one word, which an article may use: it is cut {whole}"
        remedy = f'write lines = ["{words.strip()}"], which asks for a line of its own'
        yield Finding("W04", told, remedy, at)


def _any_text(at: int, rule: Rule) -> Iterator[Finding]:
    if isinstance(rule.what, Repeated) and rule.what.repeated < 2:
        told = f"every line stands on {rule.what.repeated} page or more"
        yield Finding("W06", told, "write repeated = 3 or more", at)
    if not isinstance(rule.what, Regex):
        return
    pattern = compiled_text(rule.what)
    try:
        if all(any(True for _ in pattern.spans(probe, "")) for probe in PROBES):
            told = f"it finds something in any text, as in {PROBES[1]!r}"
            yield Finding("W05", told, "begin it with ^, or write the words that are meant", at)
        elif pattern.found.fullmatch("", timeout=1):
            told = "it also matches nothing at all, and does so at every place of a text"
            yield Finding("W05", told, "demand at least one of its parts: + instead of *", at)
    except TimeoutError:
        pass


def _typography(at: int, rule: Rule) -> Iterator[Finding]:
    match rule.what:
        case Lines(lines, _, False):
            words = "".join(lines)
        case Phrase(words, _, False):
            pass
        case _:
            return
    kinds = dict.fromkeys(_VARIES[sign] for sign in words if sign in _VARIES)
    if kinds:
        told = f"it holds {' and '.join(kinds)}, which outputs write in several ways"
        yield Finding("N08", told, "add loose = true, which takes them as alike", at)
