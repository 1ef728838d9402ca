"""Pages without main text: the one right answer is to say nothing."""

from boilerbench.records import Gold
from boilerbench.scoring.optional import without_optional
from boilerbench.scoring.overlap import has_tokens


def kept_silent(gold: Gold, text: str) -> bool | None:
    """Whether an output has no token beside optional text; None where gold is not empty text.

    A page on which the extractor failed has not kept silent: ask only about answers.
    """
    if gold.text is None or has_tokens(gold):
        return None
    return not without_optional(gold, text)
