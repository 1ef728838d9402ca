"""Labels find their places: each word has one owner, and what is left over is named."""

from itertools import accumulate, combinations
from time import process_time

from cssselect import HTMLTranslator, SelectorError
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.etree import XPath
from lxml.html import HtmlElement

from boilerbench.corpora.finding import Finder
from boilerbench.corpora.occurrences import Occurrences
from boilerbench.corpora.placing import placed
from boilerbench.records import Gold, Noise, OptionalText


def _tree(body: str) -> HtmlElement:
    tree: HtmlElement = html.document_fromstring(f"<html><body>{body}</body></html>")
    return tree


def test_every_word_gets_the_label_that_names_it() -> None:
    """Gold, optional text and noise own their words, whatever markup stands between the letters."""
    tree = _tree("<nav>Home</nav><p>The f<i>er</i>ry&nbsp;left</p><p>Photo: Ada</p>")
    gold = Gold(
        text="The ferry left",
        optional=(OptionalText("caption", "Photo: Ada"),),
        noise=(Noise("navigation", "Home"),),
    )
    found = placed(tree, gold)
    kinds = [found.labels[owner].kind for owner in found.owners]
    assert kinds == ["navigation", *["gold"] * 5, "caption", "caption"]
    assert found.share == 1
    assert found.homeless == ()


def test_words_that_nothing_names_are_listed_in_runs() -> None:
    """What no label owns comes out in the order of the page, one run after another."""
    tree = _tree("<p>One two</p><p>gold text</p><p>three</p>")
    found = placed(tree, Gold(text="gold text"))
    assert list(found.unowned()) == ["one two", "three"]
    assert found.share == 2 / 5


def test_a_text_named_twice_needs_two_places() -> None:
    """The same words as gold and as noise are a contradiction where the page holds them once."""
    gold = Gold(text="Sign up now", noise=(Noise("newsletter", "Sign up now"),))
    assert [label.field for label in placed(_tree("<p>Sign up now</p>"), gold).homeless] == [
        "noise 1"
    ]
    twice = _tree("<p>Sign up now</p><form>Sign up now</form>")
    assert placed(twice, gold).homeless == ()


def test_a_short_label_does_not_take_the_middle_of_a_word() -> None:
    """`art` has no place in `party`: places begin and end where words do."""
    gold = Gold(text="a party", noise=(Noise("share", "art"),))
    assert [label.text for label in placed(_tree("<p>a party</p>"), gold).homeless] == ["art"]


def test_a_word_that_an_element_cuts_may_have_two_owners() -> None:
    """Text fused across elements is still two labels: a menu without spaces."""
    gold = Gold(text="story", noise=(Noise("navigation", "Home"), Noise("navigation", "News")))
    found = placed(_tree("<a>Home</a><a>News</a><p>story</p>"), gold)
    assert found.share == 1
    assert found.homeless == ()


def test_the_title_needs_no_entry() -> None:
    """By rule the page's title is optional, once, where no entry names it."""
    found = placed(_tree("<h1>Piano</h1><p>text</p><b>Piano</b>"), Gold(text="text", title="Piano"))
    assert list(found.unowned()) == ["piano"]


def test_longer_labels_are_placed_first() -> None:
    """A menu's one word does not take the beginning of a paragraph from it."""
    gold = Gold(text="Home is far", noise=(Noise("navigation", "Home"),))
    assert placed(_tree("<p>Home is far</p><a>Home</a>"), gold).homeless == ()


_WORDS = st.lists(st.sampled_from(["ash", "birch", "don't", "3.14", "Éclair", "北京"]), min_size=1)


@given(st.lists(_WORDS, min_size=1, max_size=6))
def test_a_page_of_labelled_paragraphs_is_owned_whole(paragraphs: list[list[str]]) -> None:
    """However often texts repeat: a label for each paragraph owns all words, none is left over."""
    texts = [" ".join(words) for words in paragraphs]
    body = "".join(f"<p>{text}</p>" for text in texts)
    found = placed(_tree(body), Gold(text="\n".join(texts)))
    assert found.share == 1
    assert found.homeless == ()
    assert -1 not in found.owners


def _owners(body: str, gold: Gold) -> list[str]:
    """Who owns each word: the field of a label, or a dash."""
    found = placed(_tree(body), gold)
    return [found.labels[owner].field if owner >= 0 else "-" for owner in found.owners]


def test_of_texts_alike_a_selector_says_which_is_meant() -> None:
    """Exactly, or as the part of the page it stands in; a selector that finds none says nothing."""
    body = "<p>Share</p><nav><i>x</i> Share</nav><b>Share</b>"
    for selector, place in (("b", 3), ("nav", 2), ("p", 0), ("p[", 0), ("em", 0)):
        owners = _owners(body, Gold(noise=(Noise("share", "Share", selector),)))
        assert [at for at, owner in enumerate(owners) if owner != "-"] == [place], selector


def test_of_texts_alike_each_stands_between_its_neighbours() -> None:
    """Gold and noise of the same words do not swap: what precedes and follows each tells them."""
    body = "<p>Menu</p><p>Share</p><p>Legal</p><p>One</p><p>Share</p><p>Two</p>"
    gold = Gold(
        text="One\nShare\nTwo",
        noise=(Noise("navigation", "Menu"), Noise("share", "Share"), Noise("legal", "Legal")),
    )
    assert _owners(body, gold) == [
        *("noise 1", "noise 2", "noise 3"),
        *("text paragraph 1", "text paragraph 2", "text paragraph 3"),
    ]


def test_a_gold_out_of_order_still_finds_its_places() -> None:
    """Neighbours that stand the other way round keep no label from a place."""
    gold = Gold(text="Two\nShare\nOne")
    assert "-" not in _owners("<p>One</p><p>Share</p><p>Two</p>", gold)


def test_many_labels_take_seconds() -> None:
    """Twenty thousand on a page, all alike, numbered, or with selectors: no search for each."""
    number = 20_000
    alike = tuple(Noise("share", "Share") for _ in range(number))
    numbered = tuple(Noise("share", f"Item {n}") for n in range(number))
    selected = tuple(Noise("share", "Share", f"body > p:nth-of-type({n})") for n in range(1, 5001))
    begun = process_time()
    for noise in (alike, numbered, selected):
        body = "".join(f"<p>{one.text}</p>" for one in noise)
        assert placed(_tree(body), Gold(noise=noise)).share == 1
    assert process_time() - begun < 30


@given(st.text("ab ", max_size=30), st.text("ab", min_size=1, max_size=4), st.integers(1, 9))
def test_occurrences_are_what_a_search_finds(page: str, letters: str, longest: int) -> None:
    """From the start of a word to the end of one, in the order of the page."""
    words = page.split()
    starts = list(accumulate(map(len, words), initial=0))
    searched = [
        (first, behind)
        for first, behind in combinations(range(len(starts)), 2)
        if "".join(words[first:behind]) == letters
    ]
    assert list(Occurrences(words, longest).of(letters)) == searched


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b id=x>", "</b>", "<i class='y z'>", "</i>", "w "])),
    st.sampled_from(["p", "b", "#x", ".y", "i.y", "p, b", "body", "*", "i[class]", "p["]),
    st.lists(st.sampled_from(["p", "b", "b:nth-of-type(2)", "p:nth-of-type(1)", "i"]), max_size=2),
)
def test_a_plain_selector_finds_what_any_would(
    tags: list[str], first: str, more: list[str]
) -> None:
    """The look-up agrees with XPath on whether one element is meant, and on which."""
    tree = _tree("".join(tags))
    selector = " > ".join([first, *more])
    try:
        found = XPath(HTMLTranslator().css_to_xpath(selector))(tree)
    except SelectorError:
        found = []
    assert Finder(tree).one(selector) is (found[0] if len(found) == 1 else None)
