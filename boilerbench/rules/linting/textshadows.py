"""Lines whose text a phrase or a regular expression takes away anyway."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from boilerbench.rules.linting.codes import Finding
from boilerbench.rules.linting.siting import Siting
from boilerbench.rules.model import Lines, Phrase, Regex, Rule, RuleFile
from boilerbench.rules.patterns import compiled_text

_AROUND = ("(?=", "(?!", "(?<=", "(?<!", r"\A", r"\Z", r"\G", "(?R", "(?s")


def shadowed_lines(file: RuleFile) -> Iterator[Finding]:
    """Rules of a single line that another rule of text covers whole, on all of its sites."""
    lines = [at for at, rule in enumerate(file.rules) if _is_one_line(rule)]
    phrases = _Phrases(file)
    matched = dict(_by_regex(file, [at for at in lines if not _loose(file.rules[at])]))
    for at in lines:
        rule = file.rules[at]
        found = phrases.covering(at, rule)
        if found is None and at in matched:
            found = matched[at].covering(rule.sites)
        if found is not None:
            told = f"the rule at {file.place(found)} takes such a line away whole"
            yield Finding("D02", told, "remove it", at)


def _is_one_line(rule: Rule) -> bool:
    takes = rule.on and not rule.exception
    return takes and isinstance(rule.what, Lines) and len(rule.what.lines) == 1


def _loose(rule: Rule) -> bool:
    return isinstance(rule.what, Lines) and rule.what.loose


def _text(rule: Rule) -> str:
    return rule.what.lines[0].strip() if isinstance(rule.what, Lines) else ""


class _Phrases:
    """Words that rules find anywhere, strict and loose ones, by their words."""

    def __init__(self, file: RuleFile) -> None:
        self._whole: dict[tuple[bool, tuple[str, ...]], Siting] = defaultdict(Siting)
        self._part: dict[tuple[bool, tuple[str, ...]], Siting] = defaultdict(Siting)
        for at, rule in enumerate(file.rules):
            if rule.on and not rule.exception:
                self._enter(at, rule)
        self._lengths = {len(words) for _, words in self._part}

    def _enter(self, at: int, rule: Rule) -> None:
        match rule.what:
            case Phrase(phrase, cut, loose):
                table = self._part if cut == "line" else self._whole
                table[loose, _words(phrase, loose=loose)].add(at, rule.sites)
            case Lines((line,), "inside", loose):
                self._whole[loose, _words(line, loose=loose)].add(at, rule.sites)

    def covering(self, at: int, rule: Rule) -> int | None:
        """A rule that finds all words of this one's line, or some and then takes the line."""
        for loose in (True,) if _loose(rule) else (True, False):
            words = _words(_text(rule), loose=loose)
            runs = [
                words[start : start + length]
                for length in self._lengths
                for start in range(len(words) - length + 1)
            ]
            found = [self._whole.get((loose, words)), *(self._part.get((loose, r)) for r in runs)]
            for siting in found:
                one = None if siting is None else siting.covering(rule.sites, {at})
                if one is not None:
                    return one
        return None


def _words(text: str, *, loose: bool) -> tuple[str, ...]:
    return tuple((text.casefold() if loose else text).split())


def _by_regex(file: RuleFile, lines: Sequence[int]) -> Iterator[tuple[int, Siting]]:
    """Lines that regular expressions cover; each of these looks once at all lines together."""
    texts = [_text(file.rules[at]) for at in lines]
    whole = "\n".join(texts)
    found: dict[int, Siting] = defaultdict(Siting)
    for at, rule in enumerate(file.rules):
        what = rule.what if rule.on and not rule.exception else None
        if isinstance(what, Regex) and not any(sign in what.pattern for sign in _AROUND):
            for place in _covered(what, whole, texts):
                found[lines[place]].add(at, rule.sites)
    yield from found.items()


def _covered(what: Regex, whole: str, texts: Sequence[str]) -> list[int]:
    """The numbers of the lines that a regular expression matches from end to end."""
    try:
        spans = set(compiled_text(what).spans(whole, ""))
    except (TimeoutError, ValueError):
        return []
    found, start = [], 0
    for number, text in enumerate(texts):
        if text and (start, start + len(text)) in spans:
            found.append(number)
        start += len(text) + 1
    return found
