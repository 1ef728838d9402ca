"""Every rule of `corpus check` finds its fault on a page made for it, and only there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from boilerbench.corpora.checks import Fault
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.stripped import Stripped, without_marks
from boilerbench.corpora.rules import RULES
from boilerbench.linting.checking import check
from boilerbench.records import Gold, GoldForm, HtmlBytes, Page

STORY = "The ferry left the harbour at dawn with forty people and one piano on board. " * 5
HEAD = '<html><head><meta charset="utf-8"><script>x()</script></head><body>'


def page(html: str, name: str = "a", **gold: object) -> Page:
    """A page whose gold is the story, unless said otherwise."""
    fields: dict[str, object] = {"text": STORY, **gold}
    return Page(name, HtmlBytes((HEAD + html).encode()), Gold(**fields))  # type: ignore[arg-type]


def corpus(*pages: Page, **fields: object) -> Corpus:
    """These pages as a public corpus."""
    return Corpus("c", "c", pages, **fields)  # type: ignore[arg-type]


def codes(found: Iterator[Fault]) -> list[str]:
    """The rules that were broken, in order."""
    return [fault.code for fault in found]


def checked(one: Page) -> list[str]:
    """The rules that one page of a public corpus breaks."""
    return codes(check(corpus(one), strict=False, whole=False))


BODY = f"<p>{STORY}</p><b>Buy now</b>"


def test_a_sound_page_breaks_no_rule() -> None:
    """Gold and snippets that are true, and a page as served."""
    assert checked(page(BODY, contains=("forty people",), lacks=("Buy now",))) == []


SIXTY = "<p>" + "".join(f"<i>{n}</i>" for n in range(60)) + f"{STORY}</p>"
UMLAUT = STORY + "Grüße aus dem Hafen. "

CASES: dict[str, Page] = {
    "G01": page("<p>Quite another story about nothing at all. " * 20),
    "G03": page(BODY, text=None),
    "G05": page(BODY, text=f"{STORY}&amp; <p>"),
    "G06": page(BODY + "<p>Advertisement</p>", text=f"{STORY}\nAdvertisement\n"),
    "P07": page(f"<noscript><p>{STORY}</p></noscript>" + "<p>Please wait for the page. </p>" * 30),
    "S01": page(BODY, contains=("Buy now",)),
    "S02": page(BODY, text=None, contains=("sold at auction yesterday",)),
    "S03": page(BODY, lacks=("one Piano",)),
    "S04": page(BODY, lacks=("Subscribe today",)),
    "S05": page(BODY, contains=("forty people ",)),
    "S06": page(BODY, contains=("forty people", "forty people")),
    "S07": page(BODY + "<i>Share</i>" * 3, text=None, contains=("piano",), lacks=("Share",)),
    "P01": page(BODY.replace("<p>", '<p cc-select="true">')),
    "P02": replace(page(BODY), source=HtmlBytes(SIXTY.encode())),
    "P03": page("<h1>Error 404</h1><p>The page cannot be found", text="Error 404"),
    "P04": page("<p>Before you continue, accept all cookies. <b>Accept</b>", text="Before you"),
    "P05": page("<p>Loading", text=""),
    "P06": replace(
        page(BODY, text=UMLAUT),
        source=HtmlBytes(f'<meta charset="windows-1252"><script></script><p>{UMLAUT}'.encode()),
    ),
    "P08": replace(page(BODY), doubts=("remove: error_page",)),
}


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_the_fault_that_it_is_about(code: str) -> None:
    """A page made for one rule breaks that one."""
    assert set(checked(CASES[code])) == {code}


def test_a_page_in_utf8_with_broken_bytes_is_told() -> None:
    """Declared UTF-8 that is not, even where one byte is wrong."""
    content = HEAD.encode() + f"<p>{STORY}</p>".encode() + b"caf\xe9"
    assert checked(replace(page(""), source=HtmlBytes(content))) == ["P06"]


def test_labels_that_the_reader_takes_out_are_told_all_the_same() -> None:
    """Another harness would show them to an extractor."""
    marked = HtmlBytes((HEAD + BODY.replace("<p>", '<p cc-select="true">')).encode())
    one = replace(page(""), source=Stripped(marked, without_marks))
    (fault,) = check(corpus(one), strict=False, whole=False)
    assert (fault.code, fault.remedy) == (
        "P01",
        "boilerbench takes it out; other harnesses may not",
    )


def test_markup_that_a_page_shows_as_text_is_no_fault_of_gold() -> None:
    """Documentation of HTML has tags in its gold."""
    one = page(
        f"<p>{STORY}</p><pre>&lt;br&gt; and &amp;amp;</pre>", text=f"{STORY}\n<br> and &amp;"
    )
    assert checked(one) == []


@pytest.mark.parametrize(
    ("snippet", "shown"),
    [
        ("forty people ", "'forty people '"),
        ("one\npiano", "'one\\npiano'"),
        (
            STORY[:77].replace("with forty", "with  forty"),
            "' the harbour at dawn with  forty people and one pian'",
        ),
    ],
)
def test_of_a_snippet_with_odd_spaces_the_place_is_shown(snippet: str, shown: str) -> None:
    """A snippet may be long: what stands beside the white space is enough to find it."""
    found = check(corpus(page(BODY, contains=(snippet,))), strict=False, whole=False)
    (fault,) = [fault for fault in found if fault.code == "S05"]
    assert fault.found.startswith(f"{shown} has white space")


def test_a_short_page_that_shows_its_gold_is_no_shell() -> None:
    """A note of ten words is a page like any other."""
    assert checked(page("<p>The ferry left at dawn.</p>", text="The ferry left at dawn.")) == []
    assert checked(page("<p>It left at dawn.</p>", text=None, contains=("left at dawn",))) == []


def test_what_is_left_out_of_a_corpus_is_found() -> None:
    """Gold without a page is an error, a page without gold a warning."""
    found = check(
        corpus(page(BODY), left_out={"b": "no page", "c": "no gold", "d": "empty gold"}),
        strict=False,
        whole=False,
    )
    assert codes(found) == ["G04", "G03", "G03"]


def test_twins_within_and_across_splits() -> None:
    """Same bytes, same gold, and the same page in dev and test with another gold and type."""
    first = replace(page(BODY, "a"), split="dev", url="https://a.example/1")
    again = replace(page(BODY, "b"), split="dev", url="https://b.example/1")
    like = replace(page(BODY + "<i>More</i>", "c"), split="dev", url="https://c.example/1")
    moved = replace(
        page(BODY, "d", text=STORY + "\nforty people"),
        split="test", url="https://a.example/1", type="forum",
    )  # fmt: skip  # one line a part
    found = list(check(corpus(first, again, like, moved), strict=False, whole=False))
    assert [(one.code, one.page) for one in found] == [
        ("D01", "b"),
        ("D02", "c"),
        ("D03", "d"),
        ("D04", "-"),
    ]
    assert "byte for byte that of a, with another gold and type" in found[2].found
    assert "1 of 3 sites have pages in several splits: “a.example”" in found[3].found


def test_short_gold_may_be_the_same_by_chance() -> None:
    """Below ten words two pages of the same gold are no twins."""
    pages = [page(f"<p>no</p>{STORY}{n}", f"s{n}", text="no") for n in range(2)]
    assert "D02" not in codes(check(corpus(*pages), strict=False, whole=False))


def test_gold_of_a_tool_is_told_once() -> None:
    """Readability.js' expected pages are its own output."""
    form: GoldForm = "expected-html"
    found = check(corpus(page(BODY, form=form)), strict=False, whole=False)
    assert codes(found) == ["G07"]


def test_our_own_format_promises_more() -> None:
    """There every line must be found letter by letter, and a selector must hold its text."""
    one = page(f"<p>{STORY}</p>", text=f"{STORY}\nA line of mine\n")
    found = codes(check(corpus(one), strict=True, whole=True))
    assert found == ["G02"]


def test_codes_are_stable() -> None:
    """A code is given once and keeps its meaning: people have them in their settings."""
    assert {code: rule.name for code, rule in RULES.items()} == NAMES
    assert all(code == rule.code for code, rule in RULES.items())


NAMES = {
    "F01": "url-without-host",
    "F02": "empty-field",
    "G01": "gold-not-on-page",
    "G02": "gold-line-not-on-page",
    "G03": "no-gold",
    "G04": "no-page",
    "G05": "gold-markup",
    "G06": "gold-boilerplate",
    "G07": "gold-of-a-tool",
    "L01": "label-not-on-page",
    "L02": "selector",
    "L03": "unlabelled",
    "L04": "label-twice",
    "S01": "contains-not-in-gold",
    "S02": "contains-not-on-page",
    "S03": "lacks-in-gold",
    "S04": "lacks-not-on-page",
    "S05": "snippet-spaces",
    "S06": "snippet-twice",
    "S07": "lacks-common",
    "P01": "label-leak",
    "P02": "sanitised",
    "P03": "error-page",
    "P04": "consent-page",
    "P05": "empty-shell",
    "P06": "wrong-charset",
    "P07": "gold-unseen",
    "P08": "flagged",
    "D01": "duplicate-page",
    "D02": "duplicate-gold",
    "D03": "page-in-two-splits",
    "D04": "site-in-two-splits",
    "X01": "extractors-against-gold",
}


def test_code_is_no_boilerplate() -> None:
    """A line of a program that reads like a button is no finding; the same outside of it is one."""
    listing = f"{BODY}<pre><span>print</span>\nnext</pre>"
    gold = f"{STORY}\nprint\nnext\n"
    assert checked(page(listing, text=gold)) == []
    assert checked(page(f"{BODY}<p>print</p><p>next</p>", text=gold)) == ["G06", "G06"]


def test_common_means_whole_words() -> None:
    """The letters of a short phrase stand in many words; only whole words are counted."""
    inner = f"{BODY}<b>Abo</b><p>About a labour above</p>"
    assert checked(page(inner, text=None, contains=("forty people",), lacks=("Abo",))) == []
    thrice = f"{BODY}<b>Abo Abo</b><i>Abo</i>"
    assert checked(page(thrice, text=None, contains=("one piano",), lacks=("Abo",))) == ["S07"]


def test_an_empty_snippet_of_any_corpus_is_an_error() -> None:
    """Every output holds it, so that it counts for or against every extractor alike."""
    one = page(BODY, text=None, contains=("", "forty people"), lacks=(" ",))
    assert checked(one) == ["F02", "F02"]


def test_several_faults_of_one_field_are_all_told() -> None:
    """Two marks of annotation, or two snippets given twice, are two findings."""
    marked = page(f"{BODY}<b cc-select=true data-anno-uid=1>x</b>")
    assert checked(marked) == ["P01", "P01"]
    twice = ("forty people", "one piano") * 2
    assert checked(page(BODY, contains=twice)) == ["S06", "S06"]


def test_foreign_text_moves_no_cursor() -> None:
    """A snippet with escapes in it is printed without them."""
    (found,) = check(corpus(page(BODY, lacks=("\x1b[2Jgone",))), strict=False, whole=False)
    assert "\x1b" not in str(found)
