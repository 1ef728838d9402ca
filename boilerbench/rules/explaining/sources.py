"""From which places of a page an output has a text, and what gold calls these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np

from boilerbench.origins import Origins
from boilerbench.pagetexts import Place
from boilerbench.records import NoiseKind
from boilerbench.rules.explaining.forms import Form
from boilerbench.rules.explaining.shapes import Label
from boilerbench.rules.labels import GOLD, NOISE, OPTIONAL, UNLABELLED, Labelled

MOST: Final = 50
"""Places that are looked at."""
NEAR: Final = 200
"""Characters beside a text that tell its place."""

_KINDS: Final[tuple[NoiseKind, ...]] = get_args(NoiseKind)
_LABELS: Final[dict[int, Label]] = {
    GOLD: "gold",
    OPTIONAL: "optional",
    UNLABELLED: "unlabelled",
    **{NOISE + number: kind for number, kind in enumerate(_KINDS)},
}


@dataclass(frozen=True)
class Sources:
    """The places of a text on its page; `labels` say what its words are, where there is gold."""

    page: Origins
    text: str
    labels: Labelled | None = None

    @property
    def places(self) -> list[Place]:
        """All of them, in the order of the page."""
        return self.page.places(self.text)

    def leaking(self, output: str, forms: Sequence[Form]) -> list[Place]:
        """The places that an output has the text from, noise before gold, as far as told."""
        found: dict[Place, None] = {}
        for form in forms[:MOST]:
            found |= dict.fromkeys(self._of(output, form))
        return sorted(found, key=lambda place: (self.label(place) == "gold", place))[:MOST]

    def unwanted(self, output: str, forms: Sequence[Form]) -> list[Form]:
        """The forms of the text in an output that are no gold; all where each is."""
        found = [form for form in forms if not self._is_gold(output, form)]
        return found or list(forms)

    def _is_gold(self, output: str, form: Form) -> bool:
        places = self._of(output, form)
        return bool(places) and all(self.label(place) == "gold" for place in places)

    def _of(self, output: str, form: Form) -> list[Place]:
        """The places that fit best what stands beside the text in the output."""
        start, end = form.span
        near = output[max(0, start - NEAR) : start], output[end : end + NEAR]
        return self.page.places(self.text, near)

    def label(self, place: Place) -> Label | None:
        """What gold calls most words of a place; None where nothing is known."""
        if self.labels is None or len(self.labels.codes) != len(self.page.texts.words):
            return None
        code = int(np.bincount(self.labels.codes[place[0] : place[1]]).argmax())
        return _LABELS[code]
