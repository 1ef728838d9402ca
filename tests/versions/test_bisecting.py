"""The first version that broke a page, over versions whose outputs are stored."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from boilerbench.corpora import open_corpus
from boilerbench.errors import CorpusError, UnavailableError, UsageError
from boilerbench.reporting.bisections import bisection_lines
from boilerbench.runs import Run
from boilerbench.versions.bisecting import bisect, only
from boilerbench.versions.criteria import gauge_of
from boilerbench.versions.results import Bisection, bisection_schema
from boilerbench.versions.trials import Candidate
from tests.versions.stored import FAILED, GOOD, HALF, UNAVAILABLE, carried, spec_of

MakeCorpus = Callable[..., Path]
Search = Callable[..., Bisection]


@pytest.fixture
def search(tmp_path: Path, make_corpus: MakeCorpus) -> Search:
    """A function that bisects versions which gave these outputs on one page."""
    root = make_corpus(2)

    def bisected(
        *outputs: object,
        metric: str | None = None,
        below: str | None = None,
        known: Sequence[int] = (),
        title: str | None = None,
    ) -> Bisection:
        corpus = only(open_corpus(str(root)), "page1")
        candidates = [
            Candidate(
                str(n), spec_of(tmp_path, str(n), {"page1": one}), f"2026-01-{n + 1:02}", title
            )
            for n, one in enumerate(outputs)
        ]

        def carry(specs: Sequence[str]) -> Run:
            return carried(specs, corpus, tmp_path / "run")

        earlier = [
            carried([candidates[n].spec], open_corpus(str(root)), tmp_path / "sweep") for n in known
        ]
        return bisect(
            candidates, "reader@0..", corpus, gauge_of(metric, below), carry, earlier=earlier
        )

    return bisected


@pytest.mark.parametrize("first", [1, 7, 16])
def test_the_first_broken_version_is_found_in_few_runs(search: Search, first: int) -> None:
    """Of 17 versions six are run at most: both ends, and log2 of the rest."""
    found = search(*[GOOD] * first, *[HALF] * (17 - first))
    assert (found.last_good.name, found.first_broken.name) == (str(first - 1), str(first))
    assert len(found.tried) <= 2 + math.ceil(math.log2(16))
    assert (found.candidates, found.between, found.remarks) == (17, (), ())
    assert {"0", "16"} <= {one.name for one in found.tried}
    assert [piece.mark for piece in found.pieces] == ["missing"]


def test_a_failure_counts_as_broken(search: Search) -> None:
    """A version that has no answer for the page broke it, with its reason."""
    found = search(GOOD, GOOD, FAILED, FAILED)
    assert found.first_broken.name == "2"
    assert (found.first_broken.outcome, found.first_broken.value) == ("error", 0.0)
    assert found.first_broken.reason == "RuntimeError: boom"
    assert "page1 (1.000 -> error); 1 is good." in " ".join(bisection_lines(found))


def test_what_cannot_be_had_beside_the_turn_makes_a_range(search: Search) -> None:
    """The answer says which versions it may have been."""
    found = search(GOOD, GOOD, UNAVAILABLE, HALF, HALF)
    assert (found.last_good.name, found.between, found.first_broken.name) == ("1", ("2",), "3")
    told = " ".join(" ".join(bisection_lines(found)).split())
    assert "broke after 1 and up to 3" in told
    assert "2 could not be run, so it may have been any of these" in told


def test_an_end_that_cannot_be_had_gives_way_to_its_neighbour(search: Search) -> None:
    """Both ends move inwards, and the reason is told."""
    found = search(UNAVAILABLE, GOOD, HALF, UNAVAILABLE)
    assert (found.last_good.name, found.first_broken.name) == ("1", "2")
    assert found.remarks == (
        "0 could not be run (no Python admits it), so 1 is the older end.",
        "3 could not be run (no Python admits it), so 2 is the newer end.",
    )


def test_ends_that_do_not_differ_are_a_question_without_answer(search: Search) -> None:
    """Where the page is good at both ends, or broken at the older, that is said with values."""
    with pytest.raises(UsageError, match=r"0 has 1\.000 and 2 1\.000"):
        search(GOOD, HALF, GOOD)
    with pytest.raises(UsageError, match=r"or no answer\. 1 is broken: end there\. Name other"):
        search(GOOD, HALF, GOOD, known=(1,))
    with pytest.raises(UsageError, match=r"older end already, 0 \(0\.\d+;"):
        search(HALF, HALF, below="shingles.f1:0.9")
    with pytest.raises(UsageError, match=r"older end already, 0 \(error;"):
        search(FAILED, GOOD)


def test_fewer_than_two_that_run_are_nothing_to_compare(search: Search) -> None:
    """The reason of the first that could not be had is told."""
    with pytest.raises(UnavailableError, match=r"No two of 3 versions .* no Python admits it"):
        search(UNAVAILABLE, GOOD, UNAVAILABLE)
    with pytest.raises(UnavailableError, match="No two of 2 versions"):
        search(UNAVAILABLE, UNAVAILABLE)


def test_more_than_one_change_is_noticed(search: Search) -> None:
    """Values that differ on one side of the turn say that the page changed more than once."""
    found = search(GOOD, GOOD, HALF, "", "")
    assert found.first_broken.name == "2"
    (remark,) = found.remarks
    assert "The broken versions that were tried have values from 0.000 to" in remark


def test_what_earlier_runs_hold_is_not_run_again(search: Search) -> None:
    """Versions of a sweep count as tried, where the folder has the page."""
    found = search(GOOD, GOOD, HALF, HALF, known=(1, 2))
    assert [Path(one.run).name for one in found.tried] == ["run", "sweep", "sweep", "run"]
    assert "/sweep --extractor outputs:" in list(bisection_lines(found))[-1]


def test_a_page_that_was_mended_in_between_is_told(search: Search) -> None:
    """Where known versions turn more than once, the answer says that it is one of several."""
    found = search(GOOD, HALF, GOOD, GOOD, GOOD, HALF, HALF, known=(1, 2))
    assert any("broke and was mended in between" in one for one in found.remarks)
    assert list(bisection_lines(found))[-1].count("--extractor") in (1, 2)


def test_a_change_of_order_alone_is_told(search: Search) -> None:
    """Paragraphs that change places are moved, and an output of no words has no pieces at all."""
    first, second = GOOD.split("\n\n")
    found = search(GOOD, f"{second}\n\n{first}", below="order:0.01")
    assert {piece.mark for piece in found.pieces} == {"moved"}


def test_a_commit_is_told_by_its_subject(search: Search) -> None:
    """The subject stands beside the commit's name and in the rows."""
    told = "\n".join(bisection_lines(search(GOOD, HALF, title="Drop the rest")))
    assert '1 ("Drop the rest", 2026-01-02) is the first that broke page1' in told
    assert told.count("Drop the rest") == 3


def test_a_limit_decides_what_is_broken(search: Search) -> None:
    """With --below a fall that stays above the limit is none; a leak is broken above it."""
    assert search(GOOD, HALF, "", below="shingles.f1:0.1").first_broken.name == "2"
    noisy = f"{GOOD}\n\nHome World Sport"
    assert search(GOOD, GOOD, noisy, below="noise.tokens:0.1").first_broken.name == "2"


def test_a_page_that_the_metric_cannot_judge_is_refused(search: Search) -> None:
    """A metric without anything to read on the page is a usage error."""
    for metric in ("structure", "trafilatura-snippets"):
        with pytest.raises(UsageError, match=f"page1 has no .* of {metric}"):
            search(GOOD, HALF, metric=metric)


def test_a_page_is_one_page(make_corpus: MakeCorpus) -> None:
    """The beginning of an id will do; one that is of none or several pages is told."""
    corpus = open_corpus(str(make_corpus(2)))
    assert [page.id for page in only(corpus, "page1").pages] == ["page1"]
    for name in ("page", "nowhere"):
        with pytest.raises(CorpusError):
            only(corpus, name)


def test_a_bisection_as_data_and_in_print(search: Search) -> None:
    """The JSON reads back, and the print has versions, words, and what to type within 100."""
    long = " ".join(f"word{n}" for n in range(90))
    found = search(GOOD, f"{HALF}\n\n{long}")
    assert msgspec.json.decode(msgspec.json.encode(found), type=Bisection) == found
    assert "Bisection" in str(bisection_schema())
    lines = "\n".join(bisection_lines(found)).splitlines()
    told = "\n".join(lines)
    assert max(len(line) for line in lines if not line.startswith("Next")) <= 100
    assert "1 (2026-01-02) is the first that broke page1 (1.000 -> 0." in told
    assert "Nothing else changed from 0 to 1" in told
    assert "… 30 words …" in told
    assert lines[-1].startswith("Next: `boilerbench show page1 --run ")


def test_many_pieces_are_cut(search: Search) -> None:
    """The print has twenty pieces, and says how many more there are."""
    words = GOOD.split()
    mixed = " ".join(f"{word} odd{n}" for n, word in enumerate(words))
    assert "more: --format json has them all." in "\n".join(bisection_lines(search(GOOD, mixed)))


def test_what_else_changed_and_equal_words_are_told(search: Search) -> None:
    """Versions of dependencies stand in a line; outputs of the same words have no pieces."""
    found = msgspec.structs.replace(
        search(GOOD, HALF), pieces=(), changes=("libxml2 2.12 -> 2.14", "lxml 5 -> 6")
    )
    told = "\n".join(bisection_lines(found))
    assert "What else changed from 0 to 1: libxml2 2.12 -> 2.14, lxml 5 -> 6." in told
    assert "Both outputs have the same words in the same order." in told
