"""The words of a page that came out are those that `leaks` counts, at their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from boilerbench.corpora import open_corpus
from boilerbench.records import Gold, Noise
from boilerbench.rules.labels import labelled
from boilerbench.rules.leaking import leaked_words
from boilerbench.scoring.alignment import leaks
from boilerbench.trees import parse_page

STORY = "The ferry is late again today."
LIST = "one two three four five six seven eight nine ten"


def leaked(markup: str, gold: Gold, text: str) -> list[str]:
    """The words of a page that an output let through."""
    page = labelled(html.document_fromstring(markup), gold)
    marks = leaked_words(page, gold, text)
    return [word for word, marked in zip(page.page.letters, marks, strict=True) if marked]


def test_of_a_segment_only_what_came_out() -> None:
    """A long entry leaks where its words stand, also where markup cuts a word in two."""
    gold = Gold(text=STORY, noise=(Noise("related", LIST),))
    markup = f"<p>{STORY}</p><p>one two three fo<b>ur</b> five six seven eight nine ten</p>"
    assert leaked(markup, gold, f"{STORY}\nthree four five six") == [
        "three", "fo", "ur", "five", "six"
    ]  # fmt: skip  # the words of one line
    assert leaked(markup, gold, f"{STORY}\n{LIST}")[-1] == "ten"
    assert leaked(markup, gold, STORY) == []


def test_what_has_no_label_leaks_in_runs_and_whole_lines() -> None:
    """Words that output and page share by chance are no leak: two in a row, within a line."""
    gold = Gold(text=STORY)
    markup = f"<p>{STORY}</p><p>Share</p><p>a long line about nothing much at all</p>"
    assert leaked(markup, gold, f"{STORY} Share") == ["share"]
    assert leaked(markup, gold, f"{STORY} nothing much") == []
    assert leaked(markup, gold, f"{STORY} line about nothing") == ["line", "about", "nothing"]


def test_snippets_that_must_not_appear_leak() -> None:
    """Of a page with snippets alone the forbidden ones are what can leak."""
    gold = Gold(contains=("The ferry",), lacks=("Sign up now",))
    markup = "<p>The ferry is late</p><p>Sign up now</p>"
    assert leaked(markup, gold, "The ferry. Sign up now") == ["sign", "up", "now"]


@given(st.lists(st.sampled_from(LIST.split()), max_size=12))
def test_as_many_words_as_leak(output: list[str]) -> None:
    """Where no word is cut in two, the marked words of the noise are those that `leaks` counts."""
    gold = Gold(text=STORY, noise=(Noise("related", LIST), Noise("share", "one two")))
    text = f"{STORY}\n{' '.join(output)}"
    found = leaked(f"<p>{STORY}</p><p>{LIST}</p><p>one two</p>", gold, text)
    assert len(found) == sum(one.leaked for one in leaks(gold, text))


@pytest.mark.parametrize("name", ["summit"])
def test_a_whole_page_leaks_as_it_is_scored(name: str) -> None:
    """On a shipped page whose whole text comes out, every noise word is marked."""
    page = open_corpus("news").page(name)
    tree = parse_page(page.source.read(), page.charset)
    assert tree is not None
    words = labelled(tree, page.gold)
    text = "\n".join(" ".join(piece.text.split()) for piece in words.page.pieces)
    marks = leaked_words(words, page.gold, text)
    noise = (words.entries >= 0).sum()
    assert marks.sum() == noise == sum(one.leaked for one in leaks(page.gold, text))
