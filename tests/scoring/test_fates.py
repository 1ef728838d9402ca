"""Fates: an alignment in three numbers."""

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring.alignment import align, attributed, fates

WORDS = st.lists(st.sampled_from(list("abcdefgh")), max_size=20).map(" ".join)


@given(WORDS, WORDS, WORDS, WORDS)
def test_fates_count_what_the_runs_of_an_alignment_hold(
    text: str, noise: str, optional: str, output: str
) -> None:
    """Missing, moved and extra tokens are as many as stand in the runs of these labels."""
    gold = Gold(
        text=text,
        noise=(Noise("share", noise),),
        optional=(OptionalText("caption", optional),),
    )
    alignment = align(gold, output)
    _, units, _ = attributed(gold, output)

    def in_gold(label: str) -> int:
        return sum(len(text[r.start : r.end].split()) for r in alignment.gold if r.label == label)

    extra = [run for run in alignment.output if run.label == "extra"]
    found = fates(gold, output)
    assert (found.missing, found.moved) == (in_gold("missing"), in_gold("moved"))
    assert found.extra == sum(
        any(run.start <= unit.start < run.end for run in extra) for unit in units
    )
