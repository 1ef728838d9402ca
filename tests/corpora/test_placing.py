"""Labels find their places: each word has one owner, and what is left over is named."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

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
