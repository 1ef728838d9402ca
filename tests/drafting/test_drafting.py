"""Drafts: what a block is proposed to be, and what is read from a saved page."""

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from boilerbench.corpora.languages import detected_language
from boilerbench.decoding import decode
from boilerbench.drafting.blocks import Block, blocks_of
from boilerbench.drafting.names import WORDS, named_kind
from boilerbench.drafting.phrases import INSIDE, WHOLE, noise_kind
from boilerbench.drafting.proposals import proposals, repeated_blocks
from boilerbench.drafting.saved import saved_pages
from boilerbench.drafting.votes import kept_blocks
from boilerbench.errors import UsageError
from boilerbench.records import NOISE_KINDS
from boilerbench.text import tokens


def _blocks(body: str) -> tuple[Block, ...]:
    return blocks_of(html.document_fromstring(f"<html><body>{body}</body></html>"))


STORY = (
    "<nav><a>Home</a> <a>Sport</a></nav><h1>Piano</h1><p>The ferry left the <i>harb</i>our.</p>"
    "<p>Sign up for our morning letter</p><p>Yes.</p><footer>All rights reserved</footer>"
)


def test_a_block_is_a_line_of_the_page() -> None:
    """Inline elements do not cut a block; block elements and landmarks are known."""
    blocks = _blocks(STORY)
    assert [block.text for block in blocks] == [
        "Home Sport",
        "Piano",
        "The ferry left the harbour.",
        "Sign up for our morning letter",
        "Yes.",
        "All rights reserved",
    ]
    assert [block.landmark is not None and block.landmark.tag for block in blocks] == [
        "nav",
        False,
        False,
        False,
        False,
        "footer",
    ]


def test_an_output_votes_for_the_blocks_that_it_holds() -> None:
    """A block is kept with four fifths of its words, in runs: words met by chance do not count."""
    blocks = _blocks(STORY)
    assert kept_blocks(blocks, "Piano\nThe ferry left the harbour.\nYes.") == (
        False,
        True,
        True,
        False,
        True,
        False,
    )
    assert kept_blocks(blocks, "") == (False,) * 6
    assert kept_blocks(blocks, "the harbour of our letter") == (False,) * 6
    assert kept_blocks((), "text") == ()


@given(st.lists(st.text("abc ", min_size=1, max_size=8), max_size=8))
def test_an_output_of_the_whole_page_keeps_every_block(texts: list[str]) -> None:
    """Nothing is lost between a page and its own text."""
    blocks = _blocks("".join(f"<p>{text}</p>" for text in texts))
    assert kept_blocks(blocks, "\n".join(texts)) == (True,) * len(blocks)


def test_more_than_half_of_three_make_gold() -> None:
    """Two of four are no majority; what reads like noise is none whoever keeps it."""
    blocks = _blocks("<p>one</p><p>two</p><p>Sign up for our newsletter</p>")
    votes = [(True, True, True), (True, True, True), (True, False, True), (False, False, True)]
    found = proposals(blocks, votes, None, frozenset())
    assert [(own.role, own.kind) for own in found] == [
        ("gold", None),
        ("unlabelled", None),
        ("noise", "newsletter"),
    ]
    assert found[0].votes == (True, True, True, False)


def test_two_extractors_are_no_consensus() -> None:
    """Fewer than three answers propose no gold."""
    found = proposals(_blocks("<p>one</p>"), [(True,), (True,)], None, frozenset())
    assert [own.role for own in found] == ["unlabelled"]
    assert [own.role for own in proposals(_blocks("<p>one</p>"), [], None, frozenset())] == [
        "unlabelled"
    ]


def test_what_every_page_of_a_site_repeats_is_noise() -> None:
    """Its landmark says which; the title is optional wherever it stands."""
    first = _blocks("<footer>Quay Street 4</footer><p>Story one</p><h1>Piano</h1><p>Hi there</p>")
    second = _blocks("<footer>Quay Street 4</footer><p>Story two</p><p>Hi there</p>")
    repeated = repeated_blocks([first, second])
    assert repeated == {"quay street 4", "hi there"}
    found = proposals(first, [(True,) * 4] * 3, "Piano", repeated)
    assert [(own.role, own.kind) for own in found] == [
        ("noise", "legal"),
        ("gold", None),
        ("optional", "title"),
        ("noise", "other"),
    ]


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ("<div class='c-newsletter__form'><p>{}</p></div>", "newsletter"),
        ("<div id=cookieConsent><div><p>{}</p></div></div>", "cookie"),
        ("<div class='paywall'><p class='related-list'>{}</p></div>", "related"),
        ("<div class='adhesive shared'><p>{}</p></div>", None),
        ("<div class=ad>" + "<div>" * 6 + "<p>{}</p>", None),
    ],
)
def test_names_around_a_text_say_its_kind(around: str, kind: str | None) -> None:
    """Whole words of the nearest ids and classes; parts of words and far elements say nothing."""
    (block,) = _blocks(around.format("Quay Street"))
    assert named_kind(block.element) == kind
    found = proposals([block], [], None, frozenset({"quay street"}))
    assert found[0].kind == (kind or "other")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ADVERTISEMENT", "advertisement"),
        ("Continue reading the main story", "skip-link"),
        ("Sign up for The World, Briefly", "newsletter"),
        ("Lesen Sie auch", "related"),
        ("あわせて読みたい", "related"),
        ("You have 3 free articles left", "paywall"),
        ("Advertisement revenue fell", None),
        ("We use cookies " + "and butter " * 20, None),
        ("The ferry left", None),
    ],
)
def test_a_wording_says_what_it_is(text: str, kind: str | None) -> None:
    """Labels alone in a block are noise; in a sentence of a story they are not."""
    assert noise_kind(tuple(tokens(text))) == kind


def test_every_phrase_is_of_a_known_kind_and_of_one_only() -> None:
    """A table of wordings that contradicts itself would depend on its order."""
    assert set(WHOLE) | set(INSIDE) | set(WORDS.values()) <= set(NOISE_KINDS)
    phrases = [tuple(tokens(phrase)) for phrases in WHOLE.values() for phrase in phrases.split("|")]
    assert all(phrases)
    assert len(phrases) == len(set(phrases))


def test_a_text_has_a_language_when_it_is_long_enough() -> None:
    """The detector is asked for sentences, not for single words."""
    assert (
        detected_language("Die Fähre verließ den Hafen im Morgengrauen mit vierzig Leuten") == "de"
    )
    assert detected_language("Le bac quitta le port à l'aube avec un piano à bord") == "fr"
    assert detected_language("Piano") is None


def test_what_is_no_writing_has_no_language() -> None:
    """Random bytes, whatever they are read as, and tables of figures: nothing is guessed."""
    dice = random.Random(7)
    for size in (300, 3000, 30_000):
        blocks = blocks_of(html.document_fromstring(decode(dice.randbytes(size)).text.encode()))
        assert detected_language("\n".join(block.text for block in blocks)) is None
        letters = " ".join(dice.choices("abcdefghijklmnopqrstuvwxyzäöü", k=size))
        assert detected_language(letters) in {None, "en"}
    assert detected_language("2019 11 14 | 3.14 | 2.72 (a) 100 % 12:30 09:15 17") is None


def test_a_saved_page_says_where_it_is_from(tmp_path: Path) -> None:
    """Address, language and title, each from where pages carry them; the first that can be true."""
    pages = {
        "a.html": "<html lang='de-AT'><link rel=canonical href='https://a.example/x'><h1>A b</h1>",
        "b.htm": "<html><meta property='og:url' content='https://b.example/y'>"
        "<meta property='og:title' content='B'><h1>1</h1><h1>2</h1>",
        "c.html": "<!doctype html>\n<!-- saved from url=(0023)https://c.example/z -->\n"
        "<html lang=''>",
        "d.html": "<html><link rel=canonical href='/relative'>",
        "e.html": "",
    }
    for name, content in pages.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = {page.id: (page.url, page.language, page.title) for page in saved_pages([tmp_path])}
    assert found == {
        "a": ("https://a.example/x", "de", "A b"),
        "b": ("https://b.example/y", None, "B"),
        "c": ("https://c.example/z", None, None),
        "d": (None, None, None),
        "e": (None, None, None),
    }


def test_files_are_found_once_and_named_apart(tmp_path: Path) -> None:
    """Folders are searched through, gzip is read, names become ids that every system takes."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Füße & co.HTML").write_bytes(b"<p>1")
    (tmp_path / "x.html").write_bytes(b"<p>2")
    (tmp_path / "deep" / "x.html.gz").write_bytes(gzip.compress(b"<p>3"))
    (tmp_path / "notes.txt").write_bytes(b"no page")
    found = saved_pages([tmp_path, tmp_path / "x.html"])
    assert {page.id: page.content for page in found} == {
        "Füße-co": b"<p>1",
        "x": b"<p>3",
        "x-2": b"<p>2",
    }
    with pytest.raises(UsageError, match="holds no page"):
        saved_pages([_empty(tmp_path)])
    with pytest.raises(UsageError, match="There is no file or folder"):
        saved_pages([tmp_path / "nowhere"])


def test_a_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A link to nothing and a gzip file that was cut off are named, with the way out."""
    link = tmp_path / "a.html"
    link.symlink_to("nowhere.html")
    for source in (tmp_path, link):
        with pytest.raises(
            UsageError, match=r"a\.html is a link to nowhere\.html, and there is no"
        ):
            saved_pages([source])
    link.unlink()
    (tmp_path / "b.html.gz").write_bytes(b"")
    with pytest.raises(UsageError, match=r"b\.html\.gz cannot be read .* save that page again"):
        saved_pages([tmp_path])
    (tmp_path / "b.html.gz").unlink()
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UsageError, match="holds no page"):
        saved_pages([tmp_path])


def _empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder
