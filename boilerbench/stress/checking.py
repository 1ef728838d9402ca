"""Whether a mutation left a page's visible words alone; that it did not is a defect of ours."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import pieces
from boilerbench.errors import MutationError
from boilerbench.stress.layout import body_of
from boilerbench.trees import parse_page


def visible_words(content: bytes, charset: str | None = None) -> list[str]:
    """The words of a page between white space or blocks; hidden ones too, of scripts none."""
    tree = parse_page(content, charset)
    return [] if tree is None else words_of(body_of(tree))


def words_of(element: HtmlElement) -> list[str]:
    """The words of an element, as its text nodes and blocks cut them."""
    return "".join(piece.gap + piece.text for piece in pieces(element)).split()


def checked(words: Sequence[str], changed: bytes, mutation: str, page: str) -> bytes:
    """The changed page, if it has just these words; MutationError with the first that differs."""
    require_same(words, visible_words(changed), mutation, page)
    return changed


def require_same(words: Sequence[str], now: Sequence[str], mutation: str, page: str) -> None:
    """MutationError where the words of a page are not what they were."""
    if list(now) == list(words):
        return
    at = next(
        (at for at, (a, b) in enumerate(zip(words, now, strict=False)) if a != b),
        min(len(words), len(now)),
    )
    before, after = (" ".join(one[at : at + 4]) for one in (words, now))
    raise MutationError(
        f"The mutation {mutation} changes what {page} says: {len(words)} words became {len(now)},"
        f" from word {at + 1} on {before!r} is {after!r}."
        " That is a defect of boilerbench: please report it, and leave the page or the mutation"
        " out until it is mended."
    )
