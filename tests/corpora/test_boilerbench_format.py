"""The format that ships: strict reading, and errors that say what to do."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora import boilerbench, naming, open_corpus
from boilerbench.corpora.checks import faults
from boilerbench.errors import CorpusError

MakeCorpus = Callable[..., Path]


def _edit(folder: Path, old: str, new: str, name: str = "page0.toml") -> None:
    file = folder / name
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_a_page_has_all_that_its_file_says(make_corpus: MakeCorpus) -> None:
    """Every field of the TOML arrives in the page."""
    page = open_corpus(make_corpus(1)).pages[0]
    assert (page.id, page.language, page.type, page.site) == (
        "page0",
        "en",
        "article",
        "site0.example",
    )
    assert page.url == "https://www.site0.example/page0"
    assert page.gold.title == "Piano number 0 goes to sea"
    assert [noise.kind for noise in page.gold.noise] == ["navigation", "newsletter", "legal"]
    assert page.gold.lacks == ("morning letter",)
    assert len(page.gold.paragraphs) == 2
    assert b"forty people" in page.source.read()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('language = "en"', 'langauge = "en"', "unknown field 'langauge'"),
        ('language = "en"', "language = 7", "language: Expected `str"),
        ('type = "article"', 'type = "novel"', "type: Invalid enum value 'novel'"),
        ('type = "article"', 'date = "2018-03-10x"', "write a date as 2018-03-10"),
        ('kind = "navigation"', 'kind = "menu"', "noise 1 kind: Invalid enum value 'menu'"),
        ('selector = "nav"', 'selctor = "nav"', "unknown field `selctor`"),
        ('title = "', "title = ", "is not TOML"),
        ("played by everyone", "sung by everyone", "text paragraph 2: the page does not hold"),
        ("Home World Sport", "Home World Sports", "noise 1 text: the page does not hold"),
        ('"Home World Sport"', '"  "', "noise 1 text: is empty"),
        ('selector = "nav"', 'selector = "aside"', "matches 0 elements instead of one"),
        ('selector = "nav"', 'selector = "p"', "matches 3 elements instead of one"),
        ('selector = "nav"', 'selector = "nav["', "is no CSS selector"),
        ('selector = "nav"', 'selector = "footer"', "the element 'footer' does not hold"),
        ('["morning letter"]', '["at dawn"]', "lacks 1: “at dawn” stands in the gold itself"),
        ('["morning letter"]', '["evening letter"]', "lacks 1: the page does not hold"),
        ('["morning letter"]', '[""]', "lacks 1: is empty"),
        ('lacks = ["morning letter"]', 'contains = [" "]', "contains 1: is empty"),
        ("[[noise]]", "[[optional]]\nkind='tags'\ntext=''\n[[noise]]", "optional 1 text: is empty"),
        ("https://www.site0.example/page0", "http://[bad", "url: 'http://[bad' names no host"),
        ("https://www.site0.example/page0", "page0.html", "url: 'page0.html' names no host"),
        ('selector = "nav"', 'selector = "foo|nav"', "'foo|nav' is no CSS selector"),
        (
            'selector = "nav"',
            r"""selector = "p:contains('\u0001')" """,
            r"is no CSS selector (All strings must be XML compatible",
        ),
        (
            'selector = "nav"',
            f'selector = ":is({", ".join(["p"] * 2000)})"',
            f"noise 1 selector: ':is({'p, ' * 17}p,…' is no CSS selector",
        ),
        (
            'selector = "nav"',
            f'selector = "{":is(" * 2000}p{")" * 2000}"',
            "is no CSS selector (maximum recursion depth",
        ),
        ('language = "en"', f"language = {'[' * 5000}", "is not TOML (maximum recursion depth"),
        ('language = "en"', f"language = {'1' * 5000}", "is not TOML (Exceeds the limit"),
        ('language = "en"', "ignore = { S4 = 'old' }", "no rule 'S4'; did you mean 'S04'?"),
        ('language = "en"', "ignore = { P02 = ' ' }", "ignore: P02 has no reason: say why"),
    ],
)
def test_a_fault_is_named_with_file_field_and_way_out(
    make_corpus: MakeCorpus, old: str, new: str, says: str
) -> None:
    """A wrong or unknown field, a bad date, or gold that is not in the page is one clear error."""
    folder = make_corpus(1)
    _edit(folder, old, new)
    with pytest.raises(CorpusError, match=re.escape(says)) as raised:
        open_corpus(folder)
    assert str(folder / "page0.toml") in str(raised.value)


@pytest.mark.parametrize(("gone", "kept"), [("html", "toml"), ("toml", "html")])
def test_a_lonely_file_is_an_error(make_corpus: MakeCorpus, gone: str, kept: str) -> None:
    """HTML without gold and gold without HTML are both named."""
    folder = make_corpus(2)
    (folder / f"page1.{gone}").unlink()
    with pytest.raises(CorpusError, match=rf"page1\.{kept} has no page1\.{gone} beside it"):
        open_corpus(folder)


def test_a_page_must_say_what_it_holds_or_lacks(tmp_path: Path) -> None:
    """Gold without text, contains and lacks says nothing."""
    (tmp_path / "a.html").write_text("<p>words</p>", encoding="utf-8")
    (tmp_path / "a.toml").write_text('language = "en"', encoding="utf-8")
    with pytest.raises(CorpusError, match="neither text nor contains nor lacks"):
        open_corpus(tmp_path)


def test_two_minute_labels_are_enough(tmp_path: Path) -> None:
    """A page may give only snippets, and then has no gold text."""
    (tmp_path / "a.html").write_text("<p>kept words</p><p>Share this</p>", encoding="utf-8")
    (tmp_path / "a.toml").write_text('contains = ["kept words"]\nlacks = ["Share this"]', "utf-8")
    assert open_corpus(tmp_path).pages[0].gold.text is None


def test_a_gold_file_that_is_not_utf8_is_an_error(make_corpus: MakeCorpus) -> None:
    """Bytes of another encoding are named, not guessed."""
    folder = make_corpus(1)
    (folder / "page0.toml").write_bytes("title = 'café'".encode("latin-1"))
    with pytest.raises(CorpusError, match="must be a UTF-8 text file"):
        open_corpus(folder)


@pytest.mark.parametrize("name", ["x\udcff.toml", "x\udcff.html"])
def test_a_page_whose_name_is_not_utf8_is_an_error(make_corpus: MakeCorpus, name: str) -> None:
    """A name that no page id can be is shown with its bytes, with the way out."""
    folder = make_corpus(1)
    (folder / name).touch()
    with pytest.raises(CorpusError, match=r"x\\udcff.* is not UTF-8: rename") as raised:
        open_corpus(folder)
    assert str(raised.value).encode()


@pytest.mark.parametrize("layout", ["boilerbench", "aeb"])
def test_a_corpus_whose_name_is_not_utf8_is_an_error(tmp_path: Path, layout: str) -> None:
    """A folder's name becomes the name of the corpus and of its runs."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    with pytest.raises(CorpusError, match=r"caf\\udce9' is not UTF-8: rename"):
        open_corpus(f"{layout}:{folder}")


def test_text_is_found_across_markup_and_white_space(tmp_path: Path) -> None:
    """Gold may be written plainly where the page splits it over elements, entities and lines."""
    html = "<p>The <b>quick</b>\n  brown&nbsp;f<i>ox</i> ran &amp; hid.</p>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (tmp_path / "a.toml").write_text("text = 'The quick brown fox ran & hid.'", encoding="utf-8")
    assert list(faults(open_corpus(tmp_path).pages[0])) == []


def test_an_apostrophe_between_two_elements_joins_nothing(tmp_path: Path) -> None:
    """A quotation that ends where the next element begins is found, though no space is there."""
    html = "<ul><li>It was the Dalys'</li><li>Hundreds came</li></ul>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    gold = 'text = "It was the Dalys\' Hundreds came"'
    (tmp_path / "a.toml").write_text(gold, encoding="utf-8")
    assert list(faults(open_corpus(tmp_path).pages[0])) == []


def test_a_folder_of_sets_is_one_corpus(make_corpus: MakeCorpus) -> None:
    """Sets side by side keep their name in the page and its id."""
    first, second = make_corpus(1, "a"), make_corpus(2, "b")
    assert first.parent == second.parent
    corpus = open_corpus(first.parent)
    assert [(page.id, page.set) for page in corpus.pages] == [
        ("a/page0", "a"),
        ("b/page0", "b"),
        ("b/page1", "b"),
    ]


def test_an_empty_page_is_no_crash(tmp_path: Path) -> None:
    """A page without any markup is reported as not holding its gold."""
    (tmp_path / "a.html").write_bytes(b"")
    (tmp_path / "a.toml").write_text("text = 'words'", encoding="utf-8")
    page = boilerbench.read_unchecked(tmp_path).pages[0]
    assert [fault.field for fault in faults(page)] == ["text paragraph 1"]


def test_the_shipped_set_is_clean() -> None:
    """Every shipped page opens, and eight of them are the first set."""
    corpus = open_corpus("news")
    assert corpus.synthetic
    assert len(corpus.pages) >= 8
    assert corpus.page("summit").url is not None


def test_only_what_does_not_ship_is_held_against_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gold that its page does not hold opens in a shipped set, which tests check, not by path."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.html").write_bytes(b"<p>other words</p>")
    (tmp_path / "own" / "a.toml").write_text("text = 'words of gold'", encoding="utf-8")
    monkeypatch.setattr(naming, "shipped", lambda _name: tmp_path)
    assert [page.id for page in open_corpus("own").pages] == ["a"]
    with pytest.raises(CorpusError, match="words of gold"):
        open_corpus(tmp_path / "own")
