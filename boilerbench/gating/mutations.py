"""Ways to spoil an output, each as an extractor might: what the gate's own test is made of."""

import math
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import msgspec

from boilerbench.decoding import decode
from boilerbench.records import Extraction, Page
from boilerbench.scoring.parts import text_of
from boilerbench.text import tokens

Mutation: TypeAlias = Callable[[Page, Extraction], Extraction | None]
"""The spoilt extraction of a page; None where there is nothing to spoil in this way."""

HAIR: Final = 0.004
"""The share of words by which a page is lowered that is lowered by a hair."""
CHURN: Final = 0.02
CHURNED: Final = 30
NEWSLETTER: Final = (
    "Newsletter Sign Up\n\nContinue reading the main story\n\nPlease verify you're not a robot by "
    "clicking the box.\n\nInvalid email address. Please re-enter.\n\nThank you for subscribing.\n\n"
    "An error has occurred. Please try again later."
)
"""What is appended where a page has no newsletter noise of its own."""


def drop_paragraph(_page: Page, output: Extraction) -> Extraction | None:
    """Without its longest line."""
    lines = body_of(output).split("\n")
    longest = max(range(len(lines)), key=lambda at: len(lines[at]))
    return with_body(output, "\n".join(lines[:longest] + lines[longest + 1 :]))


def append_newsletter(page: Page, output: Extraction) -> Extraction | None:
    """With the newsletter form of the page, or another one, at its end."""
    own = "\n\n".join(one.text for one in page.gold.noise if one.kind == "newsletter")
    return with_body(output, f"{body_of(output)}\n\n{own or NEWSLETTER}")


def duplicate_body(_page: Page, output: Extraction) -> Extraction | None:
    """Everything twice."""
    return with_body(output, f"{body_of(output)}\n\n{body_of(output)}")


def raw_html(page: Page, output: Extraction) -> Extraction | None:
    """The page itself in place of its text."""
    return with_body(output, decode(page.source.read(), page.charset).text)


def empty(_page: Page, output: Extraction) -> Extraction | None:
    """Nothing."""
    return msgspec.structs.replace(output, outcome="empty", text="", markdown=None)


def fuse_words(_page: Page, output: Extraction) -> Extraction | None:
    """With its lines run together, so that the words at their ends fuse."""
    return with_body(output, "".join(body_of(output).split("\n")))


def swap_paragraphs(_page: Page, output: Extraction) -> Extraction | None:
    """With its first and its longest other line exchanged."""
    lines = [line for line in body_of(output).split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    longest = max(range(1, len(lines)), key=lambda at: len(lines[at]))
    lines[0], lines[longest] = lines[longest], lines[0]
    return with_body(output, "\n".join(lines))


def strip_markdown(_page: Page, output: Extraction) -> Extraction | None:
    """With its text only."""
    if not output.markdown:
        return None
    return msgspec.structs.replace(output, text=text_of(output), markdown=None)


def lower_by_a_hair(_page: Page, output: Extraction) -> Extraction | None:
    """With a few words more than it had."""
    return lengthened(output, HAIR)


def lengthened(output: Extraction, share: float) -> Extraction:
    """With so many words more that nobody expects: a share of those it has, one at least."""
    words = math.ceil(share * len(tokens(body_of(output))))
    return with_body(
        output, " ".join([body_of(output), *(f"zz{at}" for at in range(max(words, 1)))])
    )


def body_of(output: Extraction) -> str:
    """The text, or the markdown where only that came."""
    return output.text or output.markdown or ""


def with_body(output: Extraction, body: str) -> Extraction:
    """The same with another body, in each of the two forms that it had."""
    return msgspec.structs.replace(
        output,
        outcome="ok" if body.strip() else "empty",
        text=body if output.text else "",
        markdown=None if output.markdown is None else body,
    )


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "drops a paragraph": drop_paragraph,
    "appends a newsletter": append_newsletter,
    "doubles the body": duplicate_body,
    "returns raw HTML": raw_html,
    "empties": empty,
    "fuses words": fuse_words,
    "swaps two paragraphs": swap_paragraphs,
    "strips the markdown": strip_markdown,
    "lowers by a hair": lower_by_a_hair,
}
"""Every mutation by its name; churn is apart, as it must not fail the gate."""

MUST_ON_ONE: Final = frozenset(
    {"empties", "returns raw HTML", "doubles the body", "appends a newsletter"}
)
"""What must be noticed on a single page; a newsletter where it is labelled."""
