"""Characters that nobody sees, made visible."""

import pytest

from boilerbench.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\tand\nlines", "plain\tand\nlines"),
        ("caf\u00e9 \u6771\u4eac", "caf\u00e9 \u6771\u4eac"),
        ("pay \u202e05\u202c $", "pay ⟨U+202E⟩05⟨U+202C⟩ $"),
        ("a\u2066b\u2069\u200e\u200f\u061c", "a⟨U+2066⟩b⟨U+2069⟩⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩"),
        ("\x1b[2J\x00\r\x9b\x7f", "⟨U+001B⟩[2J⟨U+0000⟩⟨U+000D⟩⟨U+009B⟩⟨U+007F⟩"),
        ("a\u200bb\u2060c\ufeffd", "a⟨U+200B⟩b⟨U+2060⟩c⟨U+FEFF⟩d"),
        ("a\u200db\u200c", "a⟨U+200D⟩b⟨U+200C⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
    ],
)
def test_what_nobody_sees_is_named(text: str, shown: str) -> None:
    """Controls, marks of direction and zero widths are named; joiners that spell stay."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\U0001f469\U0001f3fd\u200d\U0001f680",
        "\u2764\ufe0f\u200d\U0001f525",
    ],
)
def test_joiners_that_spell_stay(text: str) -> None:
    """Persian, Devanagari and emoji are written with them."""
    assert visible(text) == text
