"""What can be typed about a block, and what it means."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from boilerbench.errors import UsageError
from boilerbench.records import NOISE_KINDS, OPTIONAL_KINDS

Deed: TypeAlias = Literal[
    "keep",
    "gold",
    "optional",
    "noise",
    "drop",
    "contains",
    "lacks",
    "later",
    "undo",
    "all",
    "finish",
    "quit",
    "help",
]

LETTERS: Final[dict[str, Deed]] = {
    "": "keep",
    "g": "gold",
    "o": "optional",
    "n": "noise",
    "d": "drop",
    "c": "contains",
    "l": "lacks",
    "s": "later",
    "u": "undo",
    "a": "all",
    "f": "finish",
    "q": "quit",
    "?": "help",
}

HELP: Final = f"""\
  Enter       it is what stands in brackets
  g           gold: an extractor should return it
  o KIND      optional: {", ".join(OPTIONAL_KINDS)}
  n KIND      noise: {", ".join(NOISE_KINDS)}
  d           no label
  w …         the same for all in the landmark around it that are labelled so: w n navigation
  c [PHRASE]  an extractor must return this phrase, or the block
  l [PHRASE]  an extractor must not return this phrase, or the block
  s           ask again later
  u           take the last answer back
  a           ask about every block, in the order of the page
  f           finish: what was not asked stays as it is, and the gold is written
  q           leave; answers are kept, and the same command goes on
A kind may be cut short as long as it says which: n news."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do, about the block or the whole landmark around it, with a kind or a phrase."""

    deed: Deed
    kind: str | None = None
    phrase: str | None = None
    whole: bool = False


def parse_answer(typed: str, kind: str | None) -> Answer:
    """What was typed; `kind` is the block's own, meant where an answer names none.

    Raises UsageError with what can be typed instead.
    """
    letter, _, rest = typed.strip().partition(" ")
    if letter == "w":
        answer = parse_answer(rest, kind)
        if answer.deed not in ("gold", "optional", "noise", "drop"):
            raise UsageError("After w comes g, o KIND, n KIND or d.")
        return Answer(answer.deed, answer.kind, whole=True)
    deed = LETTERS.get(letter)
    if deed is None:
        raise UsageError(f"{letter!r} is no answer: ? lists them.")
    rest = rest.strip()
    if deed in ("contains", "lacks"):
        return Answer(deed, phrase=rest or None)
    if deed == "optional":
        return Answer(deed, _kind(rest, kind, OPTIONAL_KINDS, "o"))
    if deed == "noise":
        return Answer(deed, _kind(rest, kind, NOISE_KINDS, "n"))
    if rest:
        raise UsageError(f"Nothing comes after {letter!r}: ? lists the answers.")
    return Answer(deed)


def _kind(typed: str, own: str | None, kinds: tuple[str, ...], letter: str) -> str:
    if not typed and own in kinds:
        return str(own)
    found = [kind for kind in kinds if kind == typed] or [
        kind for kind in kinds if typed and kind.startswith(typed)
    ]
    if len(found) != 1:
        listed = ", ".join(found or kinds)
        raise UsageError(f"Which kind? Type {letter} and one of {listed}.")
    return found[0]
