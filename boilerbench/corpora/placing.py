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
    white space stand between. A place begins and ends where a word or an element does.
    """
    words = _words(tree)
    labels = labels_of(gold)
    ground = _Ground(words)
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

    def __init__(self, words: tuple[str, ...]) -> None:
        self._letters = "".join(words)
        starts = accumulate(map(len, words), initial=0)
        self._word_at = {start: number for number, start in enumerate(starts)}
        self.owners = [-1] * len(words)

    def take(self, letters: str, owner: int) -> bool:
        """Give the first free place that holds these letters to an owner, if there is one."""
        at = self._letters.find(letters) if letters else -1
        while at >= 0:
            first, last = self._word_at.get(at), self._word_at.get(at + len(letters))
            if first is not None and last is not None and self._free(first, last):
                self.owners[first:last] = [owner] * (last - first)
                return True
            at = self._letters.find(letters, at + 1)
        return False

    def _free(self, first: int, last: int) -> bool:
        return all(owner < 0 for owner in self.owners[first:last])


def _words(tree: HtmlElement) -> tuple[str, ...]:
    """The words of the page's text nodes; one that two elements share is two."""
    body = tree.find("body")
    nodes = pieces(tree if body is None else body)
    found = (letters_of(word) for node in nodes for word in tokens(node.text))
    return tuple(word for word in found if word)


def letters_of(text: str) -> str:
    """The letters and digits of a text's words: what stays the same however markup cuts them."""
    return "".join(tokens(text)).replace("'", "").replace(".", "")
