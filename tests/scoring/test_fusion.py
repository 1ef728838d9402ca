import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring import Fusion, Metric
from boilerbench.scoring.metric import failure

METRIC: Metric = Fusion()
STORY = """What comes first

The ministers met in Vell, and Mr Smith had a well-known plan (a secret one) for 10 000 people.

Nobody said so — they don't see a word of it.

Talks go on"""
GOLD = Gold(
    text=STORY,
    title="A long day",
    optional=(OptionalText("caption", "The hall in Vell"),),
    noise=(Noise("advertisement", "Advertisement"), Noise("share", "Share Post")),
)
WORDS = 36


@pytest.mark.parametrize(
    ("right", "wrong", "fused", "split"),
    [
        ("see a word", "seea word", 1, 0),
        ("see a word", "seeaword", 2, 0),
        ("plan (a", "plan(a", 1, 0),
        ("Vell, and", "Vell,and", 1, 0),
        ("first\n\nThe", "firstThe", 1, 0),
        ("people.\n\nNobody", "people.Nobody", 1, 0),
        ("first\n\n", "firstAdvertisement\n\n", 1, 0),
        ("\n\nThe ministers", "\n\nAdvertisementThe ministers", 1, 0),
        ("people.\n\n", "people.Something else\n\n", 1, 0),
        ("Talks go on", "A long dayTalks go on", 1, 0),
        ("go on", "go onSharePost", 1, 0),
        ("ministers", "minis ters", 0, 1),
        ("ministers", "m i n i s t e r s", 0, 1),
        ("don't", "don 't", 0, 1),
        ("ministers met", "minis tersmet", 0, 0),
        ("10 000 people", "10 000people", 1, 0),
    ],
)
def test_wrong_white_space_known_values(right: str, wrong: str, fused: int, split: int) -> None:
    """Lost and added white space, in a paragraph and at its edges, by the gold token it is at."""
    assert right in STORY
    found = METRIC.page(GOLD, STORY.replace(right, wrong))
    assert found is not None
    assert found[:2] == (fused, split)
    assert found[2] in (WORDS, WORDS - 2)


@pytest.mark.parametrize(
    ("gold", "outputs", "counts"),
    [
        ("the end\nStart here", ["the endStart here", "the end.Start here"], (1, 0)),
        ("see a word", ["seea word"], (1, 0)),
        ("see a word", ["seeaword"], (2, 0)),
        ("a story", ["a storyAdvertisement", "Advertisementa story"], (1, 0)),
        ("an example", ["an exam ple", "an e x a m p l e"], (0, 1)),
        ("one\ntwo", ["one|two"], (0, 0)),
    ],
)
def test_documented_values(gold: str, outputs: list[str], counts: tuple[int, int]) -> None:
    """The examples of the docs."""
    labelled = Gold(text=gold, noise=(Noise("advertisement", "Advertisement"),))
    for output in outputs:
        assert (METRIC.page(labelled, output) or ())[:2] == counts


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("well-known", "wellknown"),
        ("well-known", "well known"),
        ("well-known", "well - known"),
        ("so — they", "so—they"),
        ("don't", "dont"),
        ("don't", "don\u2019t"),
        ("10 000", "10,000"),
        ("10 000", "10000"),
        ("people.\n\nNobody", "people.[1] Nobody"),
        ("first\n\nThe", "first|The"),
        ("first\n\nThe", "first • The"),
        ("Talks go on", "Talks go on.example.org"),
        ("Smith", "Smythe"),
        ("see a word", "see aside word"),
    ],
)
def test_spelling_is_no_fault(right: str, wrong: str) -> None:
    """Hyphens, dashes, apostrophes, numbers, notes, cells and addresses are written either way."""
    assert right in STORY
    found = METRIC.page(GOLD, STORY.replace(right, wrong))
    assert found is not None
    assert found[:2] == (0, 0)


def test_words_of_gold_are_neither_glued_nor_torn() -> None:
    """What gold has as a word elsewhere is more likely that word; so are two of gold's words."""
    gold = Gold(text="They went in to the hall. It turned into a feast, to day and today.")
    assert METRIC.page(gold, (gold.text or "").replace("in to", "into")) == (0, 0, 13)
    assert METRIC.page(gold, (gold.text or "").replace("into", "in to")) == (0, 0, 14)


def test_glued_words_are_found_in_moved_text_too() -> None:
    """Paragraphs that changed places are searched like others."""
    one, two = (" ".join(f"{name}{k}k" for k in "abcdefghij") for name in "xy")
    output = f"{two.replace('ydk yek', 'ydkyek')}\n{one.replace('xck', 'x ck')}"
    assert METRIC.page(Gold(text=f"{one}\n{two}"), output) == (1, 1, 20)


def test_a_token_counts_once() -> None:
    """Torn and run into the next word at once, or glued on both sides, is one fault."""
    gold = Gold(text="one\n\ntwo", noise=(Noise("share", "Share"), Noise("share", "Post")))
    assert METRIC.page(gold, "o ne.two") == (0, 1, 2)
    assert METRIC.page(gold, "SharetwoPost") == (1, 0, 1)


def test_scripts_without_spaces() -> None:
    """Chinese pages are not judged, and Chinese words on other pages do not count."""
    assert METRIC.judges(GOLD)
    assert not METRIC.judges(Gold(text="岚浦今年首场 GDP"))
    assert not METRIC.judges(Gold(text=""))
    gold = Gold(text="The sign says 中国 and no more\n中国")
    assert METRIC.page(gold, "The sign says中国and no more中国") == (0, 0, 6)


def test_no_word_no_value() -> None:
    """Where nothing was returned there is no value; a failed page is left out."""
    assert METRIC.page(GOLD, "") == (0, 0, 0)
    assert np.isnan(METRIC.values(np.zeros((1, 3)))["misspaced"][0])
    assert METRIC.values(np.array([[1.0, 2.0, 12.0]]))["misspaced"][0] == 0.25
    assert failure(METRIC, GOLD) is None


PLAIN = [[f"{a}{b}zz" for b in "abcdefgh"] for a in "abcd"]


@given(st.lists(st.booleans(), min_size=31, max_size=31))
def test_every_lost_white_space_counts(lost: list[bool]) -> None:
    """Gluing k words to the next, in paragraphs and across, counts k, and all are returned."""
    words = [word for paragraph in PLAIN for word in paragraph]
    output = words[0]
    for gone, word in zip(lost, words[1:], strict=True):
        output += ("" if gone else " ") + word
    gold = Gold(text="\n".join(" ".join(paragraph) for paragraph in PLAIN))
    assert METRIC.page(gold, output) == (sum(lost), 0, len(words))


@given(st.sets(st.integers(0, 31)))
def test_every_torn_word_counts(torn: set[int]) -> None:
    """White space put into k words counts k."""
    words = [word for paragraph in PLAIN for word in paragraph]
    output = [f"{w[:2]} {w[2:]}" if at in torn else w for at, w in enumerate(words)]
    gold = Gold(text="\n".join(" ".join(paragraph) for paragraph in PLAIN))
    assert METRIC.page(gold, " ".join(output)) == (0, len(torn), len(words))
