"""Corpora written again: nothing of a page is lost, and nothing half-written is left."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boilerbench.corpora import open_corpus
from boilerbench.corpora.converting import as_json_lines, as_own
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import Gold, HtmlBytes, Noise, OptionalText, Page

HTML = b'<meta charset="iso-8859-1"><p>caf\xe9 one</p><h1>T</h1><b>Buy now</b>'
PAGE = Page(
    "dev/0001",
    HtmlBytes(HTML),
    Gold(
        text="café one",
        optional=(OptionalText("title", "T"),),
        noise=(Noise("promo", "Buy now", "b"),),
        contains=("one",),
        lacks=("Buy now",),
        title="T",
        author="A",
        markdown="**café** one",
        form="markdown",
    ),
    url="https://a.example/x",
    language="fr",
    type="product",
    split="dev",
    licence="CC0",
    set="dev",
)


def _corpus(*pages: Page) -> Corpus:
    return Corpus("c", "wcxb:/c", pages)


def test_a_corpus_converted_to_our_format_is_the_same(tmp_path: Path) -> None:
    """Bytes, gold, and all that is said of the page come back."""
    assert as_own(_corpus(PAGE), tmp_path / "new") == 1
    (page,) = open_corpus(tmp_path / "new").pages
    assert page.source.read() == HTML
    assert replace(page, source=PAGE.source) == PAGE


def test_what_our_format_promises_and_the_source_breaks_is_excused(tmp_path: Path) -> None:
    """Gold that is not on its page can be opened all the same, with the reason beside it."""
    lost = replace(PAGE, gold=Gold(text="not there"))
    as_own(_corpus(lost), tmp_path / "new")
    (page,) = open_corpus(tmp_path / "new").pages
    assert page.ignored == (("G02", "so in wcxb:/c"),)


def test_sets_that_ids_do_not_name_stay_sets(tmp_path: Path) -> None:
    """DAnIEL's languages and WebMainBench's files are sets; one set alone needs no folder."""
    pages = [replace(PAGE, id=name, set=name[:2]) for name in ("de1", "de2", "fr1")]
    as_own(_corpus(*pages), tmp_path / "several")
    found = open_corpus(tmp_path / "several").pages
    assert [(page.id, page.set) for page in found] == [
        ("de/de1", "de"),
        ("de/de2", "de"),
        ("fr/fr1", "fr"),
    ]
    as_own(_corpus(*pages[:2]), tmp_path / "one")
    assert [page.id for page in open_corpus(tmp_path / "one").pages] == ["de1", "de2"]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_page_ids_become_files(tmp_path: Path, names: list[str]) -> None:
    """Whatever ids a corpus has, each page has files of its own, and none outside the folder."""
    place = tmp_path / "new" / str(hash(tuple(names)))
    if not place.exists():
        as_own(_corpus(*(replace(PAGE, id=name) for name in names)), place)
    assert len(open_corpus(f"boilerbench:{place}").pages) == len(names)
    assert {file.suffix for file in place.rglob("*") if file.is_file()} == {".html", ".toml"}


def _files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))


def test_ids_that_files_tell_apart_badly_become_names_of_their_own(tmp_path: Path) -> None:
    """Case alone parts no two files, and an id longer than a name can be is cut."""
    ids = ("Ferry", "ferry", "ü" * 300, "ü" * 299)
    as_own(_corpus(*(replace(PAGE, id=one) for one in ids)), tmp_path / "new")
    cut = "ü" * 100
    assert _files(tmp_path / "new") == [
        "Ferry.html",
        "ferry-2.html",
        f"{cut}-2.html",
        f"{cut}.html",
    ]


def test_sets_stay_sets(tmp_path: Path) -> None:
    """Sets that do not stand in the ids, as DAnIEL's languages, become folders all the same."""
    pages = [replace(PAGE, id=f"page-{name}", set=name) for name in ("el", "zh")]
    as_own(_corpus(*pages), tmp_path / "new")
    read = open_corpus(tmp_path / "new").pages
    assert [(page.id, page.set) for page in read] == [("el/page-el", "el"), ("zh/page-zh", "zh")]


def test_json_lines_are_read_again(tmp_path: Path) -> None:
    """The page as text, its gold in Markdown, its snippets."""
    plain = replace(PAGE, id="b", gold=Gold(contains=("one",)))
    assert as_json_lines(_corpus(PAGE, plain), tmp_path / "c.jsonl") == 2
    first, second = map(json.loads, (tmp_path / "c.jsonl").read_text("utf-8").splitlines())
    assert (first["groundtruth_content"], second["groundtruth_content"]) == ("**café** one", "")
    assert (first["track_id"], first["meta"], first["contains"]) == (
        "dev/0001",
        {"language": "fr"},
        ["one"],
    )
    page = open_corpus(tmp_path / "c.jsonl").page("dev/0001")
    assert (page.gold.text, page.type, page.language) == ("café one", "product", "fr")
    assert "café one" in page.source.read().decode()


def test_json_lines_lose_nothing(tmp_path: Path) -> None:
    """Snippets come back as snippets, text as the text it was, however much like Markdown."""
    snippets = replace(PAGE, id="b", gold=Gold(contains=("one",), lacks=("Buy now",)))
    marks = Gold(text="<!-- no article -->\n\n# 1 [x] *y*", date=dt.date(2020, 2, 1))
    text = replace(PAGE, id="c", gold=marks, drafted=("text",))
    pages = (PAGE, snippets, text)
    as_json_lines(_corpus(*pages), tmp_path / "c.jsonl")
    read = open_corpus(tmp_path / "c.jsonl").pages
    assert [page.gold for page in read] == [page.gold for page in pages]
    assert [replace(page, source=PAGE.source, charset=None) for page in read] == list(pages)


@pytest.mark.parametrize("write", [as_own, as_json_lines])
def test_a_place_that_is_taken_is_refused(tmp_path: Path, write: object) -> None:
    """Nothing is written over."""
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        write(_corpus(PAGE), tmp_path / "taken")  # type: ignore[operator]


class Torn:
    """A page that cannot be read."""

    def read(self) -> bytes:
        """Never returns."""
        raise CorpusError("torn")


@pytest.mark.parametrize("write", [as_own, as_json_lines])
def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path, write: object) -> None:
    """A page that cannot be read in the middle leaves no half corpus behind."""
    with pytest.raises(CorpusError, match="torn"):
        write(_corpus(PAGE, replace(PAGE, id="b", source=Torn())), tmp_path / "new")  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where a folder must be is one sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match="cannot be written"):
        as_own(_corpus(PAGE), tmp_path / "file" / "new")
