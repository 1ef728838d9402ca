"""Optional text counted as gold, as noise, or not at all."""

import pytest

from boilerbench.conventions import counted_corpus, counted_gold, parse_counts
from boilerbench.corpora import open_corpus
from boilerbench.errors import UsageError
from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring import Tokens

GOLD = Gold(
    text="The ferry left.",
    title="A ferry leaves",
    optional=(OptionalText("byline", "By Ana Ruiz"), OptionalText("caption", "The ferry.")),
    noise=(Noise("share", "Share"),),
)


def test_nothing_named_is_nothing_changed() -> None:
    """Without `--count`, and with `ignore`, gold is as it was."""
    assert counted_gold(GOLD, {}) == GOLD
    assert counted_gold(GOLD, {"title": "ignore", "caption": "ignore"}) == GOLD
    corpus = open_corpus("news")
    assert counted_corpus(corpus, {}) is corpus


def test_what_must_be_kept_joins_the_text() -> None:
    """Titles and bylines stand above the text, captions below, and none is optional any more."""
    gold = counted_gold(GOLD, {"title": "gold", "byline": "gold", "caption": "gold"})
    assert gold.text == "A ferry leaves\n\nBy Ana Ruiz\n\nThe ferry left.\n\nThe ferry."
    assert (gold.title, gold.optional, gold.noise) == (None, (), GOLD.noise)
    assert Tokens().page(gold, "The ferry left.")[2] == 8


def test_what_must_be_dropped_is_noise() -> None:
    """A caption that counts as noise leaks where it is kept."""
    gold = counted_gold(GOLD, {"caption": "noise"})
    assert gold.noise[1:] == (Noise("other", "The ferry."),)
    assert [optional.kind for optional in gold.optional] == ["byline"]
    assert Tokens().page(gold, "The ferry left. The ferry.")[1] == 2


def test_a_page_of_snippets_stays_one() -> None:
    """Gold without text does not get one."""
    assert counted_gold(Gold(contains=("x",), title="t"), {"title": "gold"}).text is None


@pytest.mark.parametrize("text", ["caption", "caption=", "caption=good", "photo=gold", "=gold"])
def test_other_words_are_refused_with_what_there_is(text: str) -> None:
    """A misspelt kind or standing names them all."""
    with pytest.raises(UsageError, match="KIND is one of title, byline, caption"):
        parse_counts([text])


def test_kinds_are_read_with_their_standing() -> None:
    """Every kind may be named once or again; the last word counts."""
    assert parse_counts(["caption=gold", "title=noise", "caption=ignore"]) == {
        "caption": "ignore",
        "title": "noise",
    }
