import pytest

from boilerbench.scoring import whole
from boilerbench.scoring.claims import NOISE, OPTIONAL, Claims, Segment
from boilerbench.scoring.whole import claim_whole_segments


def owners(output: list[int], *segments: Segment, held: list[int] | None = None) -> list[int]:
    """The owner of each token; gold is 1 to 9, aligned as given."""
    claims = Claims.none(output, tuple(range(1, 10)), {0, 9})
    for at, place in enumerate(held or []):
        claims.hold(at, place)
    claim_whole_segments(claims, segments)
    return claims.owner


def test_the_longer_segment_goes_first() -> None:
    """A segment inside another claims only what the other leaves."""
    long, short = Segment(NOISE, (20, 21, 22, 23)), Segment(NOISE, (21, 22))
    assert owners([20, 21, 22, 23], short, long) == [1, 1, 1, 1]
    assert owners([20, 21, 22, 23, 21, 22], short, long) == [1, 1, 1, 1, 0, 0]
    assert owners([20, 21, 22, 23], long, short, held=[-1, 4, -1, -1]) == [0, 0, 0, 0]


def test_optional_text_goes_before_noise_of_the_same_words() -> None:
    """The first place is the optional text's, the second the noise's, a third nobody's."""
    noise, optional = Segment(NOISE, (20, 21)), Segment(OPTIONAL, (20, 21))
    assert owners([20, 21, 9, 20, 21, 9, 20, 21], noise, optional) == [1, 1, -1, 0, 0, -1, -1, -1]


def test_trials_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the allowance of new alignments only free places are claimed."""
    short, long = Segment(NOISE, (1, 2)), Segment(NOISE, (20, 21, 22))
    output, held = [1, 2, 1, 2, 20, 21, 22], [-1, 0, 1, -1, -1, 8, -1]
    assert owners(output, short, long, held=held) == [0, 0, -1, -1, 1, 1, 1]
    monkeypatch.setattr(whole, "TRIALS", 0)
    assert owners(output, short, long, held=held) == [-1] * 7
    assert owners([9, 20, 21, 22], short, long) == [-1, 1, 1, 1]


def test_a_segment_that_was_claimed_in_part_is_not_claimed_whole() -> None:
    """Aligned tokens of which another segment holds one are left alone."""
    long, other = Segment(NOISE, (20, 21, 22, 23)), Segment(NOISE, (23, 24, 25))
    assert owners([20, 21, 22, 23, 24, 25], long, other) == [0, 0, 0, 0, -1, -1]
    overlapping = Segment(NOISE, (23, 3))
    held = [-1, -1, -1, -1, 2, 4]
    assert owners([20, 21, 22, 23, 3, 5], long, overlapping, held=held) == [0, 0, 0, 0, -1, -1]
