"""The words of a page as labels are placed on them, and which of its text each of them is."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece, pieces
from boilerbench.text import token_lines, token_spans, tokens


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page's text nodes in order: a word that two elements share is two.

    Of each word its letters, the number of its text node among `pieces`, and its first character
    there with the one behind it. `edges` says between which words a line of the page ends.
    """

    pieces: tuple[Piece, ...]
    letters: tuple[str, ...]
    piece_of: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    edges: frozenset[int]

    def ranges(self) -> dict[HtmlElement, tuple[int, int]]:
        """Of every element with words, the number of its first and the one behind its last."""
        first: dict[HtmlElement, int] = {}
        behind: dict[HtmlElement, int] = {}
        for at, number in enumerate(self.piece_of):
            _mark(first, self.pieces[number].element, at)
        for at in reversed(range(len(self.piece_of))):
            _mark(behind, self.pieces[self.piece_of[at]].element, at + 1)
        return {element: (at, behind[element]) for element, at in first.items()}


def page_words(tree: HtmlElement) -> PageWords:
    """The words of a page's body."""
    body = tree.find("body")
    nodes = tuple(pieces(tree if body is None else body))
    texts = [node.text for node in nodes]
    letters: list[str] = []
    piece_of: list[int] = []
    spans: list[tuple[int, int]] = []
    edges = {0}
    known: dict[str, str] = {}  # a page has most of its words many times
    for number, (node, words) in enumerate(zip(nodes, token_lines(texts), strict=True)):
        if "\n" in node.gap:
            edges.add(len(letters))
        for token, span in zip(words, token_spans(node.text) if words else (), strict=True):
            if token not in known:
                known[token] = letters_of(token)
            if own := known[token]:
                letters.append(own)
                piece_of.append(number)
                spans.append(span)
    edges.add(len(letters))
    return PageWords(nodes, tuple(letters), tuple(piece_of), tuple(spans), frozenset(edges))


def letters_of(text: str) -> str:
    """The letters and digits of a text's words: what stays the same however markup cuts them."""
    return "".join(tokens(text)).replace("'", "").replace(".", "")


def beginning(text: str, behind: int, start: int) -> int:
    """Where to cut between two words of a text, one that ends at `behind`, one from `start` on.

    What clings to the second word, such as a bracket, goes with it; all else with the first.
    """
    clinging = text[behind:start]
    while clinging and not clinging[-1].isspace():
        clinging = clinging[:-1]
    return behind + len(clinging) if clinging else start


def _mark(seen: dict[HtmlElement, int], element: HtmlElement, at: int) -> None:
    """Note a word for an element and those around it; where one is known, so are those above."""
    around: HtmlElement | None = element
    while around is not None and around not in seen:
        seen[around] = at
        around = around.getparent()
