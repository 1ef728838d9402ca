from boilerbench.records import Gold, Noise
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.units import Unit, units

GOLD = Gold(text="The story was told.", noise=(Noise("share", "Share Post"), Noise("other", "Ad")))


def found(text: str) -> list[tuple[str, str]]:
    """Each unit, and what stands at its place in the text."""
    return [(unit.word, text[unit.start : unit.end]) for unit in units(gold_tokens(GOLD), text)]


def test_fused_words_are_taken_apart_at_the_edges_of_blocks() -> None:
    """Two labelled words that touch are two units; a word that only contains one stays whole."""
    assert found("SharePost made") == [("share", "Share"), ("post", "Post"), ("made", "made")]
    assert found("told.Share") == [("told", "told"), ("share", "Share")]


def test_torn_words_are_joined() -> None:
    """The parts of a labelled word are one unit, from the first part to the last."""
    assert found("Sh are the story") == [("share", "Sh are"), ("the", "the"), ("story", "story")]
    assert found("P o st A d") == [("post", "P o st"), ("ad", "A d")]


def test_words_of_gold_are_not_joined() -> None:
    """Words that all stand in gold are left as they are, though they spell a labelled one."""
    gold = Gold(text="an other day", noise=(Noise("other", "another"),))
    assert [unit.word for unit in units(gold_tokens(gold), "an other")] == ["an", "other"]


def test_units_are_a_sequence() -> None:
    """Units are counted, indexed and sliced as any list, their places found when asked for."""
    some = units(gold_tokens(GOLD), "the SharePost")
    assert len(some) == 3
    assert some.words == ("the", "share", "post")
    assert some[-1] == Unit("post", 9, 13)
    assert some[1:] == [Unit("share", 4, 9), Unit("post", 9, 13)]
