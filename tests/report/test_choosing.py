"""Which diffs a report keeps, and how they are packed."""

import base64
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.errors import DataError, UsageError
from boilerbench.outfiles import check_place
from boilerbench.report.blocks import diffs_of
from boilerbench.report.choosing import Keep, parse_keep, worst_outputs, worst_pages
from boilerbench.report.contents import Cell, PageEntry
from boilerbench.report.saving import write_whole
from boilerbench.report.saying import legible, short_name, verdict_told
from tests.report.making import Made


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        (None, Keep()),
        ("all", Keep(size=None)),
        ("none", Keep(pages=0)),
        ("worst:3", Keep(pages=3, size=None)),
    ],
)
def test_what_is_kept_is_read(text: str | None, keep: Keep) -> None:
    """all, none, so many, or what fits."""
    assert parse_keep(text) == keep


@pytest.mark.parametrize("text", ["worst", "worst:", "worst:-1", "some", "worst:1.5", "worst:٣"])
def test_other_words_are_refused(text: str) -> None:
    """The error names what there is."""
    with pytest.raises(UsageError, match="all, none or worst:N"):
        parse_keep(text)


def test_the_worst_pages_come_first(made: Made) -> None:
    """By the mean over extractors: the lost and the crashed page, then the half one."""
    assert worst_pages(made.contents)[:3] == [1, 2, 0]
    assert worst_outputs(made.contents, 1) == [(0, 1)]


def test_as_many_diffs_are_kept_as_fit(made: Made) -> None:
    """Blocks of the worst pages fill the room; the rest is told with the flag that keeps it."""
    every = diffs_of(made.contents, made.corpus.pages, made.answers, Keep(size=None))
    assert list(every.blocks) == list(range(12))
    assert every.told == ""
    room = sum(len(every.blocks[place]) for place in (1, 2))
    some = diffs_of(made.contents, made.corpus.pages, made.answers, Keep(size=room))
    assert list(some.blocks) == [1, 2]
    assert "`boilerbench report --diffs all`" in some.told
    none = diffs_of(made.contents, made.corpus.pages, made.answers, Keep(pages=0))
    assert (none.blocks, none.worst) == ({}, ())
    assert "--diffs all" in none.none_why


def test_a_block_holds_every_extractor_of_its_page(made: Made) -> None:
    """Unpacked it is JSON: the address, then place, verdict and diff of each."""
    diffs = diffs_of(made.contents, made.corpus.pages, made.answers, Keep())
    block = json.loads(gzip.decompress(base64.b64decode(diffs.blocks[2])))
    assert block["url"] == made.corpus.pages[2].url
    (_, first, _), (place, second, diff) = block["diffs"]
    assert first.startswith("F1 1.000")
    assert (place, second.partition(":")[0], diff["form"]) == (1, "crash", "failed")


def test_without_a_bad_output_none_is_shown(made: Made) -> None:
    """A run in which all is gold has no worst diffs, and says so."""
    gold = replace(
        made.contents,
        systems=made.contents.systems[:1],
        pages=tuple(replace(page, cells=page.cells[:1]) for page in made.contents.pages),
    )
    diffs = diffs_of(gold, made.corpus.pages, made.answers[:1], Keep())
    assert diffs.worst == ()
    assert "No output" in diffs.none_why
    unjudged = replace(
        gold,
        pages=tuple(
            replace(page, cells=tuple(one and replace(one, values={}) for one in page.cells))
            for page in gold.pages
        ),
    )
    diffs = diffs_of(unjudged, made.corpus.pages, made.answers[:1], Keep())
    assert "judged no output" in diffs.none_why


def test_verdicts_are_one_line(made: Made) -> None:
    """A result not there, unjudged, empty or leaking is told in words."""
    contents = made.contents
    assert verdict_told(contents, None) == "not run on this page"
    assert verdict_told(contents, Cell("empty")) == "empty; not judged"
    told = verdict_told(
        contents, Cell("ok", {"f1": 0.5, "recall": 1.0}, leaked={"promo": 2, "legal": 3})
    )
    assert told == "F1 0.500, recall 1.000; words leaked: legal 3, promo 2"
    assert verdict_told(contents, Cell("timeout")) == "timeout: no reason was given"


def test_long_ids_are_shown_with_their_site() -> None:
    """An id as long as a digest is cut where many stand together."""
    page = PageEntry("a" * 64, None, 1, {"site": ("news.example",)}, ())
    assert short_name(page) == f"{'a' * 12}… news.example"
    assert short_name(replace(page, id="news/summit")) == "news/summit"


def test_legible_text_is_left_alone() -> None:
    """White space, letters of every script and joiners stay; what acts unseen is named."""
    letters = "a\tb\n \u05e9 \u0915\u094d\u200d\u0937 \U0001f469\u200d\U0001f4bb"
    assert legible(letters) == letters
    assert legible("\x1b\u2067\udc00") == "⟨U+001B⟩⟨U+2067⟩\ufffd"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What was there stays where the new file can't be put in its place."""
    file = tmp_path / "report.html"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
    (tmp_path / "taken" / "by").mkdir(parents=True)
    with pytest.raises(DataError, match="can't be written"):
        write_whole(tmp_path / "taken", b"three")
    with pytest.raises(UsageError, match="is a folder"):
        check_place(tmp_path, "-o", "report.html")
    with pytest.raises(UsageError, match="no folder"):
        check_place(tmp_path / "missing" / "report.html", "-o", "report.html")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.html", "taken"]
