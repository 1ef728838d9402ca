"""Whether title, author and date are gold's."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.dates import day_of
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.names import name_words
from boilerbench.scoring.parts import Facts, Reads
from boilerbench.text import tokens

RIGHT = "(title_right + author_right + date_right)"
KNOWN = "(title_known + author_known + date_known)"


@dataclass(frozen=True, repr=False)
class Metadata:
    """Whether title, author and date are gold's, fact by fact; the mean of page values.

    A title is right if its tokens are gold's, in order: with the site's name behind it, it is
    not. An author is right if the set of words of all names is gold's (`names.py`), a date if it
    says the same day (`dates.py`). `title.f1` and `author.f1` are over the same tokens (a
    multiset) and words (a set). A fact that gold lacks is not judged; `facts` is the share that is
    right of those it has. An extractor that returns no facts has 0, and a failed page counts 0.
    Values in [0, 1]; 1 is ideal.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("title_known", "title_right", "title_shared", "title_output", "title_gold"),
        *("author_known", "author_right", "author_shared", "author_output", "author_gold"),
        *("date_known", "date_right"),
    )
    formulas: ClassVar[Mapping[str, str]] = {
        "facts": f"{RIGHT} / {KNOWN}",
        "title": "title_right / title_known",
        "title.f1": "2 * title_shared / (title_output + title_gold)",
        "author": "author_right / author_known",
        "author.f1": "2 * author_shared / (author_output + author_gold)",
        "date": "date_right / date_known",
    }
    ideal: ClassVar[Mapping[str, float]] = dict.fromkeys(formulas, 1.0)
    headline: ClassVar[str] = "facts"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "facts"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "metadata"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has a title, an author or a date."""
        known = (tokens(gold.title or ""), name_words(gold.author), gold.date)
        return any(known)

    def page(self, gold: Gold, facts: Facts) -> Row:
        """For each fact whether gold has it and whether it is right, and the shared words."""
        title = _words(tokens(gold.title or ""), tokens(facts.title or ""))
        author = _words(sorted(name_words(gold.author)), sorted(name_words(facts.author)))
        right = gold.date is not None and day_of(facts.date) == gold.date
        return *title, *author, float(gold.date is not None), float(right)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """Each fact of each page, and the share of right ones; nan where gold has none."""
        title, author, date = statistics.T[:5], statistics.T[5:10], statistics.T[10:]
        return {
            "facts": ratio(
                title[1] + author[1] + date[1], title[0] + author[0] + date[0], empty=np.nan
            ),
            "title": ratio(title[1], title[0], empty=np.nan),
            "title.f1": ratio(2 * title[2], title[3] + title[4], empty=np.nan),
            "author": ratio(author[1], author[0], empty=np.nan),
            "author.f1": ratio(2 * author[2], author[3] + author[4], empty=np.nan),
            "date": ratio(date[1], date[0], empty=np.nan),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted mean of each over the pages on which gold has it."""
        return means(self.values(statistics), weights)


def _words(gold: list[str], output: list[str]) -> Row:
    """Whether gold is known, whether it is all there is, and words: shared, output's, gold's."""
    if not gold:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    shared = (Counter(gold) & Counter(output)).total()
    return 1.0, float(gold == output), float(shared), float(len(output)), float(len(gold))
