"""What a crawl of pages takes of the host: `python -m benchmarks.crawl [--pages N] [SPEC]…`.

The pages are made while they are read, so that all memory is ours. Half of them are extracted,
then all, then all again with nothing left to do, then scored. After each stands the time it took
and the most memory the host needed until then.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.sized_pages import PAGE, WORDS
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.leaderboard import score
from boilerbench.records import Gold, Page
from boilerbench.running import run

SPECS: Final = ("lxml-text", "selectolax", "resiliparse")
"""Extractors that take little time themselves."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Invented:
    """The bytes of an invented article, made anew whenever they are read."""

    number: int

    def read(self) -> bytes:
        """The page, of about 3 kB."""
        text = "\n".join(f"<p>{one}</p>" for one in paragraphs(self.number))
        return PAGE.format(title=f"Story {self.number}", paragraphs=text).encode()


def paragraphs(number: int) -> list[str]:
    """The text of an article: eight paragraphs of sixty words."""
    rng = random.Random(number)
    return [" ".join(rng.choices(WORDS, k=60)) for _ in range(8)]


def crawl(pages: int) -> Corpus:
    """So many invented pages, ten of each site, with gold."""
    made = (
        Page(
            id=f"page-{number:06d}",
            source=Invented(number),
            gold=Gold(text="\n".join(paragraphs(number))),
            url=f"https://site-{number // 10}.example/{number}",
            language="en",
        )
        for number in range(pages)
    )
    return Corpus("crawl", "crawl", tuple(made), synthetic=True)


def main() -> None:
    """Extract half, go on, begin again with nothing left, and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("specs", nargs="*", default=SPECS, metavar="SPEC")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        corpus = _told("pages invented", lambda: crawl(asked.pages))
        half = select(corpus, limit=asked.pages // 2)
        _told("half of them extracted", lambda: run(asked.specs, half, out=out, jobs=2))
        made = _told("gone on with the rest", lambda: run(asked.specs, corpus, out=out, jobs=2))
        _told("begun with nothing left", lambda: run(asked.specs, corpus, out=out, jobs=2))
        scores = _told("scored", lambda: score(made, corpus))
    for row in scores.rows:
        sys.stdout.write(f"{row.name}: {row.statuses}\n")


def _told(what: str, work: Callable[[], Result]) -> Result:
    begun = time.perf_counter()
    done = work()
    seconds = time.perf_counter() - begun
    (most,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    sys.stdout.write(f"{what}: {seconds:.0f} s, {int(most) / 1024:.0f} MB\n")
    sys.stdout.flush()
    return done


if __name__ == "__main__":
    main()
