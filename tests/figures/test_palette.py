"""Colours and shapes: told apart, and seen on white and on near-black."""

from itertools import pairwise

import pytest

from boilerbench.figures.palette import (
    COOL,
    HEAT,
    INK,
    MUTED,
    SERIES,
    VARIABLES,
    colour_of,
    shape_of,
)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", SERIES)
def test_a_colour_is_seen_in_light_and_dark(colour: str) -> None:
    """3:1 and more on white and on near-black, as graphical objects need."""
    assert _contrast(colour, "#ffffff") >= 3
    assert _contrast(colour, "#121212") >= 3


def test_words_are_read_on_white() -> None:
    """4.5:1 and more, as text needs."""
    assert _contrast(INK, "#ffffff") > 4.5
    assert _contrast(MUTED, "#ffffff") > 4.5


@pytest.mark.parametrize("shade", [HEAT, COOL])
def test_a_number_is_read_on_the_deepest_cell(shade: str) -> None:
    """4.5:1 and more for ink on a full cell, on white and on near-black."""
    for ground, ink in (("#ffffff", INK), ("#121212", "#eeeeee")):
        mixed = [
            round(0.55 * int(shade[at : at + 2], 16) + 0.45 * int(ground[at : at + 2], 16))
            for at in (1, 3, 5)
        ]
        assert _contrast(ink, "#" + "".join(f"{part:02x}" for part in mixed)) >= 4.5


def test_no_two_extractors_look_alike() -> None:
    """A pair of colour and shape of its own for each of 144, and neighbours differ in both."""
    pairs = [(colour_of(place), shape_of(place)) for place in range(144)]
    assert len(set(pairs)) == 144
    for (colour, shape), (other, another) in pairwise(pairs[:12]):
        assert colour != other
        assert shape != another


def test_every_colour_has_a_variable_of_its_own() -> None:
    """Nothing that a dark page would change is fixed."""
    assert set(SERIES) < set(VARIABLES)
    assert len(set(VARIABLES.values())) == len(VARIABLES)
