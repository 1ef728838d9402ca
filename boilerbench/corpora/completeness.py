"""Whether labels say of all the text of a page what it is, and of none of it two things."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from boilerbench.corpora.checks import Fault, short
from boilerbench.corpora.placing import Placed, placed
from boilerbench.corpora.words import letters_of
from boilerbench.records import Page
from boilerbench.trees import parse_page
from boilerbench.wording import counted

LABELLED: Final = 0.98
"""The part of a page's words that gold, optional text and noise must own together."""


def gaps(page: Page) -> Iterator[Fault]:
    """What keeps a page from being labelled whole: words without a label, labels without a place.

    A label has no place where the page holds its words less often than the gold names them: the
    same text would be gold and noise, or noise twice.
    """
    tree = parse_page(page.source.read(), page.charset)
    if tree is None or page.gold.text is None:
        return
    found = placed(tree, page.gold)
    yield from _unlabelled(page, found)
    yield from _homeless(page, found)


def _unlabelled(page: Page, found: Placed) -> Iterator[Fault]:
    if found.share < LABELLED:
        left = list(found.unowned())
        longest = ", ".join(short(run) for run in sorted(left, key=len, reverse=True)[:3])
        count = sum(len(run.split()) for run in left)
        yield Fault(
            "L03",
            page.id,
            "page",
            f"{count} of {counted(len(found.words), 'word')} are neither gold, optional nor noise: "
            f"{longest}",
            f"label at least {LABELLED:.0%} of its words",
        )


def _homeless(page: Page, found: Placed) -> Iterator[Fault]:
    named = Counter(label.text for label in found.labels)
    letters = "".join(found.words)
    for label in found.homeless:
        if letters_of(label.text) not in letters:
            continue  # shown by scripts only, or a fault that `faults` finds
        times = f"is named {named[label.text]} times" if named[label.text] > 1 else "is named"
        yield Fault(
            "L04",
            page.id,
            label.field,
            f"{short(label.text)} {times}, and every place where the page holds it is labelled"
            " already",
            "remove the entry, or the one that holds its words",
        )
