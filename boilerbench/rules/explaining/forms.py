"""How a text stands in a longer one: where, in which spelling, alone on its lines or not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from boilerbench.pagetexts import Letters, letters
from boilerbench.rules.explaining.likeness import differences
from boilerbench.rules.patterns import Span
from boilerbench.text import token_spans


@dataclass(frozen=True)
class Form:
    """One place of a text: its characters, the differences of spelling, and what is beside it."""

    span: Span
    spelled: str
    differences: tuple[str, ...]
    joined: bool
    """Whether other words stand on its first line before it, or on its last behind it."""

    @property
    def lines(self) -> int:
        """How many lines it stands on."""
        return len([line for line in self.spelled.splitlines() if line.strip()])

    def __str__(self) -> str:
        told = f"with other {_listed(self.differences)}" if self.differences else "as it is"
        told += f", over {self.lines} lines" if self.lines > 1 else ""
        return told + (", on a line with other words" if self.joined else "")


class Spelled:
    """A text, in which others are looked for by their letters."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _spans(self) -> list[Span]:
        return token_spans(self.text)

    @cached_property
    def _words(self) -> tuple[Letters, Letters]:
        words = letters(self.text).split()
        if len(words) != len(self._spans):
            words = [letters(self.text[start:end]).replace(" ", "") for start, end in self._spans]
        return Letters(words, " "), Letters(words, "")

    def forms(self, wanted: str) -> list[Form]:
        """Where a text stands, whatever its case, white space and punctuation, and in which form.

        Words whose white space was lost are found too.
        """
        words = letters(wanted).split()
        if not words:
            return []
        spaced, glued = self._words
        places = spaced.places(words) or glued.places(words)
        return [self._form(core(wanted), *place) for place in places]

    def _form(self, wanted: str, first: int, behind: int) -> Form:
        start, end = self._spans[first][0], self._spans[behind - 1][1]
        spelled = self.text[start:end]
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        after = self.text[end:].partition("\n")[0]
        joined = any(map(str.isalnum, before + after))
        return Form((start, end), spelled, differences(wanted, spelled), joined)


def core(text: str) -> str:
    """A text from its first word to its last, without the punctuation around them."""
    spans = token_spans(text)
    return text[spans[0][0] : spans[-1][1]] if spans else ""


def told(forms: Sequence[str]) -> str:
    """Forms in a line, the commonest first."""
    counts = Counter(forms)
    if len(counts) == 1:
        return next(iter(counts))
    return "; ".join(f"{count} x {form}" for form, count in counts.most_common(3))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
