"""Where in a page its labels stand: each text once, no two on the same words."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from boilerbench.corpora.finding import Finder
from boilerbench.corpora.occurrences import Free, Occurrences, Place
from boilerbench.corpora.words import PageWords, letters_of, page_words
from boilerbench.records import Gold
from boilerbench.text import tokens


@dataclass(frozen=True, slots=True)
class Label:
    """One text of the gold: the field it stands in, its kind (`gold` for the text), its words.

    `selector` finds the element that holds it, where the gold names one.
    """

    field: str
    kind: str
    text: str
    selector: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of a page, and for each the number of the label that owns it, or -1.

    `homeless` are the labels for which the page has no place left.
    """

    page: PageWords
    owners: tuple[int, ...]
    labels: tuple[Label, ...]
    homeless: tuple[Label, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The letters of each word of the page."""
        return self.page.letters

    @property
    def share(self) -> float:
        """The part of the page's words that a label owns; 1 for a page without words."""
        owned = sum(owner >= 0 for owner in self.owners)
        return owned / len(self.words) if self.words else 1.0

    def unowned(self) -> Iterator[str]:
        """Runs of words that no label owns, in the order of the page."""
        run: list[str] = []
        for word, owner in zip((*self.words, ""), (*self.owners, 0), strict=True):
            if owner < 0:
                run.append(word)
            elif run:
                yield " ".join(run)
                run = []


def labels_of(gold: Gold) -> tuple[Label, ...]:
    """Gold paragraphs, optional texts and noise that hold a letter or digit."""
    found = [
        *(Label(f"text paragraph {n}", "gold", text) for n, text in enumerate(gold.paragraphs, 1)),
        *(Label(f"optional {n}", own.kind, own.text) for n, own in enumerate(gold.optional, 1)),
        *(
            Label(f"noise {n}", own.kind, own.text, own.selector)
            for n, own in enumerate(gold.noise, 1)
        ),
    ]
    return tuple(label for label in found if tokens(label.text))


def placed(tree: HtmlElement, gold: Gold) -> Placed:
    """Every label at its place: where its selector says, else what the page holds once, else any.

    The longest come first. Of texts alike each is put between those that stand before and after it
    in the gold, as far as these have a place; whole lines of the page come before parts of them. By
    rule the title, where no entry names it, owns its words too. Words are found as `corpus check`
    finds them: by their letters and digits, whatever markup and white space stand between. A place
    begins and ends where a word or an element does.
    """
    page = page_words(tree)
    labels = labels_of(gold)
    ground = _Ground(page, tree, labels)
    letters = [letters_of(label.text) for label in labels]
    longest_first = sorted(range(len(labels)), key=lambda number: -len(letters[number]))
    exact = {number for number in longest_first if ground.take_exact(letters[number], number)}
    rest = [number for number in longest_first if number not in exact]
    # What has one place only goes before what has a choice, and helps to choose.
    rest.sort(key=lambda number: ground.has_choice(letters[number]))
    homeless = [number for number in rest if not ground.take(letters[number], number)]
    if not any(optional.kind == "title" for optional in gold.optional):
        labels = (*labels, Label("title", "title", gold.title or ""))
        ground.take_anywhere(letters_of(gold.title or ""), len(labels) - 1)
    left = tuple(labels[number] for number in sorted(homeless))
    return Placed(page, tuple(ground.owners), labels, left)


class _Ground:
    """The words of a page, who owns each, and who of each field has a place by now."""

    def __init__(self, page: PageWords, tree: HtmlElement, labels: tuple[Label, ...]) -> None:
        longest = max((len(label.text) for label in labels), default=0)
        self._occurrences = Occurrences(page.letters, longest)
        self._page, self._tree, self._labels = page, tree, labels
        self._finder: Finder | None = None
        self._ranges: dict[HtmlElement, Place] = {}
        self._free: dict[str, tuple[Free, Free]] = {}
        self._homes: dict[str, list[tuple[int, Place]]] = defaultdict(list)
        self.owners = [-1] * len(page.letters)

    def has_choice(self, letters: str) -> bool:
        """Whether the page holds these letters in several places."""
        return len(self._occurrences.of(letters)) > 1

    def take_exact(self, letters: str, number: int) -> bool:
        """Put a label where its selector finds nothing but its words, if these stand elsewhere."""
        place = self._selected(letters, number)
        if place is None or place not in self._occurrences.of(letters):
            return False
        if any(owner >= 0 for owner in self.owners[slice(*place)]):
            return False
        self._settle(number, place)
        return True

    def take(self, letters: str, number: int) -> bool:
        """Put a label where its selector or its neighbours in the gold say, or else anywhere."""
        selected = self._selected(letters, number)
        for low, high in (*([selected] if selected else []), self._between(number)):
            if (place := self._first(letters, low, high)) is not None:
                self._settle(number, place)
                return True
        return self.take_anywhere(letters, number)

    def take_anywhere(self, letters: str, number: int) -> bool:
        """Put a label at the first free place that holds it; False where there is none."""
        place = self._first(letters, 0, len(self.owners))
        if place is not None:
            self._settle(number, place)
        return place is not None

    def _settle(self, number: int, place: Place) -> None:
        first, behind = place
        self.owners[first:behind] = [number] * (behind - first)
        if number < len(self._labels):
            insort(self._homes[_list(self._labels[number])], (number, place))

    def _between(self, number: int) -> Place:
        """The words behind the label before it in its list and before the one after it."""
        homes = self._homes[_list(self._labels[number])]
        at = bisect_left(homes, (number, (0, 0)))
        low = homes[at - 1][1][1] if at else 0
        return low, homes[at][1][0] if at < len(homes) else len(self.owners)

    def _first(self, letters: str, low: int, high: int) -> Place | None:
        """The first free place in a range: one of whole lines, or else any."""
        if letters not in self._free:
            places = self._occurrences.of(letters)
            edges = self._page.edges
            whole = [place for place in places if edges.issuperset(place)]
            self._free[letters] = Free(whole, self.owners), Free(places, self.owners)
        whole_lines, all_places = self._free[letters]
        return whole_lines.within(low, high) or all_places.within(low, high)

    def _selected(self, letters: str, number: int) -> Place | None:
        """The words that a label's selector finds; not asked where there is but one place."""
        selector = self._labels[number].selector
        if selector is None or not self.has_choice(letters):
            return None
        if self._finder is None:
            self._finder, self._ranges = Finder(self._tree), self._page.ranges()
        element = self._finder.one(selector)
        return None if element is None else self._ranges.get(element)


def _list(label: Label) -> str:
    return label.field.rpartition(" ")[0]
