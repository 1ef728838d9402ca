"""The language of a text, by a detector."""

from boilerbench.text import tokens

FEWEST = 8
"""Tokens below which the detector would only guess."""


def detected_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None for a text too short to tell."""
    if len(tokens(text)) < FEWEST:
        return None
    # Imported late: its model takes half a second to load.
    from py3langid import classify  # noqa: PLC0415

    language: str = classify(text)[0]
    return language
