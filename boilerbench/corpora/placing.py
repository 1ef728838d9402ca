"""Where in a page its labels stand: each text once, no two on the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import pieces
from boilerbench.records import Gold
from boilerbench.text import tokens


@dataclass(frozen=True, slots=True)
class Label:
    """One text of the gold: the field it stands in, its kind (`gold` for the text), its words."""

    field: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of a page, and for each the number of the label that owns it, or -1.

    `homeless` are the labels for which the page has no place left.
    """

    words: tuple[str, ...]
    owners: tuple[int, ...]
    labels: tuple[Label, ...]
    homeless: tuple[Label, ...]

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
    """Gold paragraphs, optional texts and noise, and the title where no entry names it."""
    found = [
        *(Label(f"text paragraph {n}", "gold", text) for n, text in enumerate(gold.paragraphs, 1)),
        *(Label(f"optional {n}", own.kind, own.text) for n, own in enumerate(gold.optional, 1)),
        *(Label(f"noise {n}", own.kind, own.text) for n, own in enumerate(gold.noise, 1)),
    ]
    return tuple(label for label in found if tokens(label.text))


def placed(tree: HtmlElement, gold: Gold) -> Placed:
    """Every label at its place, the longest first, and texts alike in the order of the page.

    Words are found as `corpus check` finds them: by their letters and digits, whatever markup and
    white space stand between. A place begins and ends where a word or an element does, and where
    a line of the page does if there is such a place.
    """
    words, edges = _words(tree)
    labels = labels_of(gold)
    ground = _Ground(words, edges)
    letters = [letters_of(label.text) for label in labels]
    order = sorted(range(len(labels)), key=lambda number: -len(letters[number]))
    homeless = [number for number in order if not ground.take(letters[number], number)]
    if not any(optional.kind == "title" for optional in gold.optional):
        ground.take(letters_of(gold.title or ""), len(labels))
        labels = (*labels, Label("title", "title", gold.title or ""))
    left = tuple(labels[number] for number in sorted(homeless))
    return Placed(words, tuple(ground.owners), labels, left)


class _Ground:
    """The letters of a page in one string, and who owns each of its words."""

    def __init__(self, words: tuple[str, ...], edges: frozenset[int]) -> None:
        self._letters = "".join(words)
        starts = accumulate(map(len, words), initial=0)
        self._word_at = {start: number for number, start in enumerate(starts)}
        self._edges = edges
        self.owners = [-1] * len(words)

    def take(self, letters: str, owner: int) -> bool:
        """Give the first free place that holds these letters to an owner, whole lines first."""
        second: tuple[int, int] | None = None
        for first, last in self._free_places(letters):
            if first in self._edges and last in self._edges:
                self.owners[first:last] = [owner] * (last - first)
                return True
            second = second or (first, last)
        if second is not None:
            self.owners[slice(*second)] = [owner] * (second[1] - second[0])
        return second is not None

    def _free_places(self, letters: str) -> Iterator[tuple[int, int]]:
        at = self._letters.find(letters) if letters else -1
        while at >= 0:
            first, last = self._word_at.get(at), self._word_at.get(at + len(letters))
            if first is not None and last is not None and self._free(first, last):
                yield first, last
            at = self._letters.find(letters, at + 1)

    def _free(self, first: int, last: int) -> bool:
        return all(owner < 0 for owner in self.owners[first:last])


def _words(tree: HtmlElement) -> tuple[tuple[str, ...], frozenset[int]]:
    """The words of the page's text nodes, and between which of them a line of it ends.

    A word that two elements share is two.
    """
    body = tree.find("body")
    words: list[str] = []
    edges = {0}
    for node in pieces(tree if body is None else body):
        if "\n" in node.gap:
            edges.add(len(words))
        words += [word for word in map(letters_of, tokens(node.text)) if word]
    return tuple(words), frozenset({*edges, len(words)})


def letters_of(text: str) -> str:
    """The letters and digits of a text's words: what stays the same however markup cuts them."""
    return "".join(tokens(text)).replace("'", "").replace(".", "")
