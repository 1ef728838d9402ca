"""Names, paths and formats of corpora."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus, open_unchecked, shipped_sets
from boilerbench.errors import CorpusError, UsageError

MakeCorpus = Callable[..., Path]


def _aeb(folder: Path, *, packed: bool = True) -> Path:
    (folder / "html").mkdir(parents=True)
    gold = {"a1": {"articleBody": "First words.", "url": "https://a.example/x"}}
    (folder / "ground-truth.json").write_text(json.dumps(gold), encoding="utf-8")
    html = b"<p>First words.</p>"
    if packed:
        (folder / "html" / "a1.html.gz").write_bytes(gzip.compress(html))
    else:
        (folder / "html" / "a1.html").write_bytes(html)
    return folder


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("prefix", ["", "aeb:"])
def test_a_checkout_of_the_benchmark_is_read(tmp_path: Path, prefix: str, packed: bool) -> None:
    """Gold, URL and bytes arrive, whether the format is named or detected."""
    corpus = open_corpus(prefix + str(_aeb(tmp_path / "aeb", packed=packed)))
    page = corpus.pages[0]
    assert (page.id, page.gold.text, page.site) == ("a1", "First words.", "a.example")
    assert page.source.read() == b"<p>First words.</p>"
    assert corpus.source.startswith("aeb:/")


def test_a_missing_page_of_the_benchmark_is_left_out_by_name(tmp_path: Path) -> None:
    """Gold without its page counts in no score; a checkout without any page is an error."""
    folder = _aeb(tmp_path / "aeb")
    entries = {name: {"articleBody": "First words."} for name in ("a1", "a2", "a3")}
    entries["a3"]["articleBody"] = ""
    (folder / "ground-truth.json").write_text(json.dumps(entries), encoding="utf-8")
    (folder / "html" / "a3.html").write_text("<p>First words.", encoding="utf-8")
    corpus = open_corpus(folder)
    assert [page.id for page in corpus.pages] == ["a1"]
    assert corpus.left_out == {"a2": "no page", "a3": "empty gold"}
    (folder / "html" / "a1.html.gz").unlink()
    (folder / "html" / "a3.html").unlink()
    with pytest.raises(CorpusError, match="has no page with gold in the format aeb"):
        open_corpus(folder)


def test_an_id_that_is_a_path_is_refused(tmp_path: Path) -> None:
    """Ground truth cannot make the reader open a file elsewhere."""
    folder = _aeb(tmp_path / "aeb")
    (folder / "ground-truth.json").write_text('{"../x": {"articleBody": "a"}}', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"has the id '\.\./x', which is no name"):
        open_corpus(folder)


def test_a_later_set_of_that_layout_has_titles_and_plain_pages(tmp_path: Path) -> None:
    """`articles.json` with title and date, and pages that are not zipped."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "0a.html").write_text('<html lang="en-GB"><p>First words.</p>')
    entry = {"articleBody": "First words.", "title": "T", "date": "2023-12-05 10:00:00", "site": 1}
    (tmp_path / "articles.json").write_text(json.dumps({"0a": entry}))
    page = open_corpus(tmp_path).page("0a")
    assert (page.gold.title, str(page.gold.date), page.language) == ("T", "2023-12-05", "en")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[1, 2]", "is not the benchmark's ground truth"),
        ('{"a": {"text": "x"}}', "missing required field `articleBody`"),
        ("{", "is not the benchmark's ground truth"),
        ('{"a": {"extra": ' + "[" * 100_000, "is not the benchmark's ground truth"),
    ],
)
def test_a_malformed_ground_truth_is_an_error(tmp_path: Path, content: str, says: str) -> None:
    """Another shape of JSON is told apart from the benchmark's."""
    folder = _aeb(tmp_path / "aeb")
    (folder / "ground-truth.json").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=says):
        open_corpus(f"aeb:{folder}")


def test_a_named_format_without_its_file_is_an_error(tmp_path: Path) -> None:
    """`aeb:` on another folder says which file is missing."""
    with pytest.raises(CorpusError, match=r"ground-truth\.json cannot be read"):
        open_corpus(f"aeb:{tmp_path}")


def test_a_torn_page_is_an_error(tmp_path: Path) -> None:
    """A gzip file cut off in the middle is named when it is read."""
    folder = _aeb(tmp_path / "aeb")
    file = folder / "html" / "a1.html.gz"
    file.write_bytes(file.read_bytes()[:-6])
    with pytest.raises(CorpusError, match="cannot be read"):
        open_corpus(folder).pages[0].source.read()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("newz", "did you mean 'news'"),
        ("nothing-like-it", "There is no corpus 'nothing-like-it'"),
        ("./no/such/folder", "There is no folder"),
        ("oeb:somewhere", "There is no corpus format 'oeb'"),
        ("crawls/*.warc.gz", r"needs its format before it: .*warc:crawls/\*\.warc\.gz"),
        ("part-?.parquet", r"needs its format before it: .*parquet:part-\?\.parquet"),
    ],
)
def test_an_unknown_corpus_is_an_error_with_a_hint(source: str, says: str) -> None:
    """A wrong name, path or format says what there is."""
    with pytest.raises(CorpusError, match=says):
        open_corpus(source)


def test_a_folder_of_nothing_known_asks_for_its_format(tmp_path: Path) -> None:
    """Without a known layout the error shows how to name one."""
    with pytest.raises(CorpusError, match="laid out like none"):
        open_corpus(tmp_path)


def test_a_file_of_nothing_known_is_told_what_files_may_be(tmp_path: Path) -> None:
    """Formats that are folders are not proposed; JSON lines of other fields are."""
    file = tmp_path / "pages.jsonl"
    file.write_text('{"content": "<p>x"}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"jsonl:html=NAME,path=") as told:
        open_corpus(file)
    assert "folder" not in str(told.value)


def test_a_folder_of_two_formats_asks_for_one(make_corpus: MakeCorpus) -> None:
    """An ambiguous layout is not guessed."""
    folder = _aeb(make_corpus(1) / "x").parent
    (folder / "x" / "a.toml").write_text("text='x'", encoding="utf-8")
    with pytest.raises(CorpusError, match="fits aeb, boilerbench"):
        open_corpus(folder / "x")


def test_all_shipped_sets_are_one_corpus() -> None:
    """`shipped` holds the pages of every shipped set."""
    pages = open_unchecked("shipped").pages
    assert {page.set for page in pages} == set(shipped_sets())


def test_counts_equal_the_archive(real_corpora: Path) -> None:
    """The real checkout has 181 pages, all with text and a URL."""
    corpus = open_corpus(f"aeb:{real_corpora / 'article-extraction-benchmark'}")
    assert len(corpus.pages) == 181
    assert all(page.gold.text and page.url for page in corpus.pages)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "path of the corpus is empty"),
        ("aeb:", "path of the corpus is empty"),
        ("dragnet:comments=gold,path=", "path of the corpus is empty"),
        ("dragnet:comments=silver,path=.", "comments is left-out or gold"),
        ("dragnet:path=.,path=.", "path= is given twice"),
        ("pairs:html=.", "names no text"),
    ],
)
def test_a_spelling_without_sense_is_a_usage_error(source: str, says: str) -> None:
    """What was written is wrong, not what lies on disk: exit code 2, as for other options."""
    with pytest.raises(UsageError, match=says):
        open_corpus(source)


@pytest.mark.parametrize("source", ["~no-such-user/corpus", "aeb:~no-such-user/corpus"])
def test_the_home_of_nobody_is_a_sentence(source: str) -> None:
    """A path may begin with a user that this machine does not have."""
    with pytest.raises(CorpusError, match="There is no user ~no-such-user here"):
        open_corpus(source)


def test_a_source_that_was_named_opens_again(make_corpus: MakeCorpus) -> None:
    """A folder that fits two formats is recorded with the one that was meant."""
    folder = make_corpus(1)
    _aeb(folder)
    source = open_corpus(f"boilerbench:{folder}").source
    assert source == f"boilerbench:{folder}"
    assert open_corpus(source).pages[0].id == "page0"
