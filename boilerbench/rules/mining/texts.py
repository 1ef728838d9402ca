"""Rules of text: whole lines, lines that a site repeats, and phrases that leak."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from boilerbench.corpora.words import letters_of
from boilerbench.rules.cleaning import Seen, TextRules, joined, lines_seen
from boilerbench.rules.labels import COLUMNS, GOLD, OPTIONAL, UNLABELLED, Counts, Marks, runs
from boilerbench.rules.mining.candidates import Bounds
from boilerbench.rules.mining.ground import Ground, Mined
from boilerbench.rules.mining.meaning import is_general
from boilerbench.rules.mining.outputs import Output, lines_of
from boilerbench.rules.model import Lines, Phrase, Repeated, Rule, TextMatcher
from boilerbench.rules.patterns import Span
from boilerbench.rules.scopes import host_of
from boilerbench.text import tokens

REPEATS: Final = 3
"""Pages of a site whose outputs have a line, before it is the site's and not the page's."""
SHORT: Final = 3
"""Words of a line that is not taken for a heading."""
PHRASE: Final = range(3, 31)
"""Words of a phrase: shorter ones stand in stories too, longer ones on one page alone."""


@dataclass(frozen=True)
class TextCandidate:
    """A rule of text, and on each page the words of each code that it cuts from the output.

    `left` of each page's are noise that rules of the page itself do not take away. `texts` are
    some of those cut.
    """

    what: TextMatcher
    sites: tuple[str, ...]
    counts: dict[int, Counts]
    left: dict[int, int]
    texts: tuple[str, ...]

    @property
    def total(self) -> Counts:
        """The words of each code on all pages."""
        found = np.zeros(COLUMNS, np.int64)
        for counts in self.counts.values():
            found += counts
        return found


def text_candidates(ground: Ground, removed: Marks, bounds: Bounds) -> list[TextCandidate]:
    """Rules for what leaks though rules of pages are carried out, the most general first.

    Of lines those without a word of gold; where gold and noise share a line, its phrases. A rule
    of which some page has the words in its gold text is none.
    """
    outputs = [page.output for page in ground.pages]
    left = [_left_over(ground, number, removed) for number in range(len(ground.pages))]
    unhandled = [unhandled_words(*one) for one in zip(ground.pages, left, strict=True)]
    found = dict.fromkeys([Repeated(REPEATS), *_lines(outputs, unhandled)])
    found.update(dict.fromkeys(_phrases(outputs, unhandled)))
    rules = [Rule(what) for what in found]
    measured = _measured(rules, ground, unhandled)
    in_gold = _sites_with_gold(rules, ground)
    made = [
        one
        for number, what in enumerate(found)
        for one in _bound(what, measured[number], in_gold[number], ground, bounds)
    ]
    return _without_repeats(made)


def _left_over(ground: Ground, number: int, removed: Marks) -> Marks:
    """The words of a page that leak and that no rule of pages takes away."""
    words = slice(int(ground.starts[number]), int(ground.starts[number + 1]))
    kept: Marks = ground.leaked[words] & ~removed[words]
    return kept


def unhandled_words(page: Mined, left: Marks) -> Marks:
    """The words of an output that are such noise."""
    output = page.output
    if not page.known:
        return _unwanted(output, page, left)
    entries = np.unique(page.labels.entries[left])
    marked = np.isin(output.entries, entries[entries >= 0])
    return marked | _unwanted(output, page, left)


def _unwanted(output: Output, page: Mined, left: Marks) -> Marks:
    """The words without an entry on lines that have the letters of a run of such noise."""
    marked = np.zeros(len(output.codes), np.bool_)
    letters = page.labels.page.letters
    runs_left = {"".join(letters[first:behind]) for first, behind in runs(left)}
    if runs_left:
        whole = "\n".join(runs_left)
        for line, span in lines_of(output.text):
            first, behind = output.words(span)
            free = (output.codes[first:behind] >= UNLABELLED) & (output.entries[first:behind] < 0)
            if free.any() and letters_of(line) in whole:
                marked[first:behind] |= free
    return marked


def _lines(outputs: Sequence[Output], unhandled: Sequence[Marks]) -> Iterator[TextMatcher]:
    """The whole lines that hold such noise and no gold."""
    for output, marked in zip(outputs, unhandled, strict=True):
        for line, span in lines_of(output.text):
            first, behind = output.words(span)
            if marked[first:behind].any() and not (output.codes[first:behind] <= OPTIONAL).any():
                yield Lines((line,))


def _phrases(outputs: Sequence[Output], unhandled: Sequence[Marks]) -> Iterator[TextMatcher]:
    """The runs of such noise on lines that hold gold too."""
    for output, marked in zip(outputs, unhandled, strict=True):
        for _, (start, end) in lines_of(output.text):
            first, behind = output.words((start, end))
            if not (output.codes[first:behind] == GOLD).any():
                continue
            for low, high in runs(marked[first:behind]):
                if high - low in PHRASE:
                    last = first + high
                    stop = output.starts[last] if last < behind else end
                    yield Phrase(output.text[output.starts[first + low] : stop].strip())


def _measured(
    rules: Sequence[Rule], ground: Ground, unhandled: Sequence[Marks]
) -> list[TextCandidate]:
    """What each rule would cut on every page."""
    counts: list[dict[int, Counts]] = [{} for _ in rules]
    left: list[dict[int, int]] = [{} for _ in rules]
    texts: list[dict[str, None]] = [{} for _ in rules]
    cleaner, seen = TextRules(rules), repeated_lines(ground.pages)
    for number, page in enumerate(ground.pages):
        output = page.output
        for rule, spans in spans_by_rule(cleaner, page, seen).items():
            counts[rule][number] = output.counts(spans)
            words = [unhandled[number][slice(*output.words(span))] for span in spans]
            left[rule][number] = sum(int(one.sum()) for one in words)
            texts[rule].update(dict.fromkeys(output.text[slice(*one)].strip() for one in spans))
    return [
        TextCandidate(rule.what, (), *found)  # type: ignore[arg-type]  # all are rules of text
        for rule, *found in zip(rules, counts, left, map(tuple, texts), strict=True)
    ]


def spans_by_rule(cleaner: TextRules, page: Mined, seen: dict[str, Seen]) -> dict[int, list[Span]]:
    """What each rule cuts from a page's output."""
    found: dict[int, list[Span]] = defaultdict(list)
    host = host_of(page.page.url)
    for cut in cleaner.cuts(page.text, host, seen=seen[page.page.site]):
        found[cut.rule].append((cut.start, cut.end))
    return {rule: joined(spans) for rule, spans in found.items()}


def repeated_lines(pages: Sequence[Mined]) -> dict[str, Seen]:
    """Of each site the lines of its outputs, with the number of pages."""
    return dict(lines_seen((one.page.site, one.text) for one in pages))


def _sites_with_gold(rules: Sequence[Rule], ground: Ground) -> list[set[int]]:
    """Of each rule the sites on which it would cut the gold text itself."""
    found: list[set[int]] = [set() for _ in rules]
    cleaner = TextRules([rule for rule in rules if not isinstance(rule.what, Repeated)])
    numbers = [at for at, rule in enumerate(rules) if not isinstance(rule.what, Repeated)]
    for page, site in zip(ground.pages, ground.site_of_page.tolist(), strict=True):
        for cut in cleaner.cuts(page.page.gold.ideal, host_of(page.page.url)):
            found[numbers[cut.rule]].add(site)
    return found


def _bound(
    what: TextMatcher, found: TextCandidate, in_gold: set[int], ground: Ground, bounds: Bounds
) -> Iterator[TextCandidate]:
    """The rule for all sites if it is safe and on enough, else for those where it is safe."""
    sites = {page: int(ground.site_of_page[page]) for page in found.counts}
    leaking = {sites[page] for page, words in found.left.items() if words}
    total = int(found.total[GOLD])
    safe_everywhere = not in_gold and total <= bounds.gold
    if safe_everywhere and len(leaking) >= bounds.sites and _is_telling(what, len(leaking)):
        yield found
        return
    lost = in_gold | {sites[page] for page, counts in found.counts.items() if counts[GOLD]}
    safe = (leaking - lost).intersection(ground.bindable.tolist())
    if safe:
        pages = [page for page in found.counts if sites[page] in safe]
        yield TextCandidate(
            what,
            tuple(sorted(ground.sites[number] for number in safe)),
            {page: found.counts[page] for page in pages},
            {page: found.left[page] for page in pages},
            found.texts,
        )


def _is_telling(what: TextMatcher, sites: int) -> bool:
    """Whether a line is no name or heading that a story on another site may have."""
    if isinstance(what, Lines):
        return len(tokens(what.lines[0])) >= SHORT or is_general(what.lines[0], sites)
    return True


def _without_repeats(found: Iterable[TextCandidate]) -> list[TextCandidate]:
    """The candidates in order, those left out whose every page has what an earlier one cuts."""
    ordered = sorted(
        found, key=lambda one: (bool(one.sites), -sum(one.left.values()), str(one.what))
    )
    kept: list[TextCandidate] = []
    cut: dict[int, set[str]] = defaultdict(set)
    for one in ordered:
        pages = [page for page, words in one.left.items() if words]
        if any(not cut[page].issuperset(one.texts) for page in pages):
            kept.append(one)
            for page in pages:
                cut[page].update(one.texts)
    return kept
