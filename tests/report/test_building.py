"""A report made by several processes, and in other orders."""

import os
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import pytest

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.difficulty import difficulty
from boilerbench.report.building import report_of
from boilerbench.report.choosing import Keep
from boilerbench.report.documents import document
from boilerbench.report.gathering import USUAL, contents_of
from boilerbench.report.hands import hands, here, in_portions
from tests.report.making import Made


def made_by(made: Made, *, jobs: int, whole: int, keep: Keep) -> bytes:
    found = report_of([made.run], made.corpus, USUAL, keep, jobs=jobs, whole=whole)
    return document(found.contents, found.drawings, found.diffs, again="again")


@pytest.mark.parametrize(
    ("keep", "others"),
    [
        (Keep(), [(2, 0)]),
        (Keep(size=3000), [(2, 1000), (1, 0)]),
        (Keep(pages=2, size=None), [(2, 0)]),
    ],
)
def test_a_report_is_the_same_however_it_is_made(
    made: Made, keep: Keep, others: Sequence[tuple[int, int]]
) -> None:
    """By one process or two, diffs made with the cells or after them: the same bytes."""
    first = made_by(made, jobs=1, whole=1000, keep=keep)
    for jobs, whole in others:
        assert made_by(made, jobs=jobs, whole=whole, keep=keep) == first


def test_a_report_has_the_contents_and_diffs_of_its_parts(made: Made) -> None:
    """What is made in one go is what `contents_of` and `diffs_of` make."""
    found = report_of([made.run], made.corpus, USUAL, Keep())
    assert found.contents == contents_of([made.run], made.corpus)
    assert list(found.diffs.blocks) == list(range(len(made.corpus.pages)))


def test_cells_and_selections_know_one_difficulty(made: Made, some_pages: Corpus) -> None:
    """A page's difficulty is the one that `--where` knows."""
    told = [page.facts.get("difficulty") for page in made.contents.pages]
    expected = [difficulty(page) for page in some_pages.pages]
    assert told == [None if one is None else (one,) for one in expected]


def test_no_more_is_begun_than_is_nearly_due() -> None:
    """In portions, endless items are no harm; what comes of them stands in order."""
    with hands(2) as each:
        found: Iterator[int] = in_portions(each, abs, count(-3), 4)
        assert list(islice(found, 6)) == [3, 2, 1, 0, 1, 2]
    assert list(islice(in_portions(here, abs, count(-1), 2), 3)) == [1, 0, 1]


def test_an_error_ends_what_was_not_begun() -> None:
    """What one item raises is raised here, and nobody waits for the others."""
    with pytest.raises(FileNotFoundError), hands(2) as each:
        list(each(os.listdir, [Path("nowhere")] * 1000))
