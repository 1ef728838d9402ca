"""What a number depends on besides the extractor: two that differ in it are not comparable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.scoring.metric import Metric
from boilerbench.version import VERSION

SHORT_NAMES: Final = {
    "corpus": "c",
    "pages": "n",
    "where": "w",
    "metric": "m",
    "avg": "a",
    "fail": "f",
    "tok": "t",
    "seed": "s",
    "version": "v",
}
"""What each part is called in the short form."""
_DIGITS: Final = {"long": 8, "short": 4}
ANSWERED: Final = "answered-by-all"
"""The part `where` of a number that is about the pages which all compared extractors answered."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The circumstances of a number, as sacrebleu writes them; `where` names some of the pages.

    Source: Post 2018, "A Call for Clarity in Reporting BLEU Scores", doi:10.18653/v1/W18-6319.
    """

    corpus: str
    digest: str
    pages: int
    metric: str
    average: str
    failures: str
    tokeniser: str
    seed: int
    where: tuple[str, ...] = ()

    @property
    def long(self) -> str:
        """All of it: `corpus:news@3fa1c2d4|pages:40|metric:shingles(n=4)|…`."""
        return "|".join(f"{name}:{value}" for name, value in self._parts(_DIGITS["long"]).items())

    @property
    def short(self) -> str:
        """The same with letters for names and four digits of the corpus: `c:news@3fa1|n:40|…`."""
        parts = self._parts(_DIGITS["short"])
        return "|".join(f"{SHORT_NAMES[name]}:{value}" for name, value in parts.items())

    def _parts(self, digits: int) -> dict[str, str]:
        where = {"where": ",".join(self.where)} if self.where else {}
        return {
            "corpus": f"{self.corpus}@{self.digest[:digits]}",
            "pages": str(self.pages),
            **where,
            "metric": self.metric,
            "avg": self.average,
            "fail": self.failures,
            "tok": self.tokeniser,
            "seed": str(self.seed),
            "version": VERSION,
        }


def signature_of(
    metric: Metric,
    corpus: Corpus,
    pages: int,
    *,
    average: str,
    seed: int,
    where: Sequence[str] = (),
) -> Signature:
    """The signature of a metric's values over so many pages of a corpus."""
    return Signature(
        corpus=corpus.name,
        digest=corpus.digest(),
        pages=pages,
        metric=repr(metric),
        average=average,
        failures=metric.failures,
        tokeniser=metric.tokeniser,
        seed=seed,
        where=tuple(where),
    )


def unlike(first: str, second: str) -> list[str]:
    """The parts in which two long signatures differ, as `corpus: news@3fa1c2d4, mine@80ab12cd`."""
    one, other = (dict(part.split(":", 1) for part in long.split("|")) for long in (first, second))
    names = [name for name in SHORT_NAMES if one.get(name) != other.get(name)]
    return [f"{name}: {one.get(name, 'none')}, {other.get(name, 'none')}" for name in names]


def shared_parts(signatures: Sequence[str]) -> str:
    """What is the same in all of them: with several groups, all but their pages."""
    split = [signature.split("|") for signature in signatures]
    return "|".join(part for part in split[0] if all(part in other for other in split))
