"""Why a rule of pages did not take a text away: found by looking for it in other forms."""

from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from boilerbench.elementpaths import ElementPaths
from boilerbench.rules.explaining.bench import PageBench
from boilerbench.rules.explaining.forms import Spelled, core
from boilerbench.rules.explaining.likeness import differences
from boilerbench.rules.explaining.selecting import Formed, forms_of, pattern_of
from boilerbench.rules.explaining.textmisses import Cause
from boilerbench.rules.model import Css, DomMatcher, Rule, Token, XPath
from boilerbench.trees import texts_of
from boilerbench.wording import counted

ELSEWHERE: Final = 6
"""How far a rule is that finds other elements of the page, and in no other form this text."""

_NAMED: Final = 40
"""Classes and ids around a text that may stand for those of a rule."""


class Misses:
    """Why rules found no element around the places of a text on one page."""

    def __init__(self, bench: PageBench, everywhere: PageBench, paths: ElementPaths) -> None:
        self._bench = bench
        self._everywhere = everywhere
        self._paths = paths
        self._names = names_around(bench)

    def cause_of(self, rule: Rule, elements: Sequence[HtmlElement]) -> Cause | None:
        """Why a rule that finds these elements, on this page, takes nothing of the text.

        None where it finds nothing, and nothing like it either.
        """
        if rule.keep:
            return self._of_keeping(elements)
        if not isinstance(rule.what, Css | XPath | Token):
            return None
        found = self._nearest(rule.what)
        if found is not None:
            form, met = found
            told = f"{self._told(form, met)} ({self._paths.of(met)})"
            return form.distance, (form.reason,), told
        if elements:
            return ELSEWHERE, ("elsewhere",), self._elsewhere(elements)
        return None

    def _of_keeping(self, elements: Sequence[HtmlElement]) -> Cause:
        if not elements:
            return 2, ("nothing",), "it finds nothing here, so that all is kept"
        return 1, ("keeps",), f"the text is in what it keeps: {self._paths.of(elements[0])}"

    def _elsewhere(self, elements: Sequence[HtmlElement]) -> str:
        other = [one for one in elements if one in self._everywhere.around]
        if other:
            path = self._paths.of(other[0])
            return f"it finds this text at another place only: {path}"
        count, path = counted(len(elements), "element"), self._paths.of(elements[0])
        return f"it finds {count} of this page, none of which has the text: {path}"

    def _nearest(self, what: DomMatcher) -> tuple[Formed, HtmlElement] | None:
        """The nearest form of a rule that finds an element around the text, and that element."""
        around = self._bench.around
        forms = forms_of(what, self._names)
        met = [
            (form, element)
            for form, elements in zip(forms, self._found(forms), strict=True)
            for element in elements
            if element in around
        ]
        return min(met, key=lambda one: (one[0].distance, around[one[1]]), default=None)

    def _found(self, forms: Sequence[Formed]) -> list[list[HtmlElement]]:
        return self._bench.found([form.what for form in forms]) if forms else []

    @staticmethod
    def _told(form: Formed, met: HtmlElement) -> str:
        if not form.words or pattern_of(form.words) is not None:
            return form.told
        return f"{form.told}{_why_not(form.words, ''.join(texts_of(met)))}"


def _why_not(wanted: str, text: str) -> str:
    """In what a wording differs from the words wanted, if it has the same letters."""
    for form in Spelled(text).forms(wanted):
        names = differences(core(wanted), form.spelled)
        if names:
            return f", but {form.spelled!r}: {' and '.join(names)} differ"
    return ""


def names_around(bench: PageBench) -> list[str]:
    """The classes and ids of the elements around a text, those of the nearest first."""
    nearest = sorted(bench.around, key=lambda one: bench.around[one])
    return list(dict.fromkeys(name for one in nearest for name in _names(one)))[:_NAMED]


def _names(element: HtmlElement) -> Iterator[str]:
    yield from (element.get("class") or "").split()
    if ident := element.get("id"):
        yield ident
