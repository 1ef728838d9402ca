"""Pages of a wanted size, and corpora of a wanted length, written for the scaling studies."""

import random
from collections.abc import Sequence
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Gold, HtmlBytes, Page

SIZES = (
    10_000,
    20_000,
    50_000,
    *(digit * 10**power for power in (5, 6) for digit in (1, 3)),
    10**7,
)
"""Bytes, from 10 kB to 10 MB."""

TEXT = """
the a of to and in that it was for on are with as his they at be this from have or by one had not
but what all were when we there can an your which their said if do will each about how up out them
then she many some so these would other into has more her two like him see time could river bridge
council harbour station market engine village winter letter garden captain window
"""
WORDS = TEXT.split()

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
</header>
<main><article><h1>{title}</h1>
{paragraphs}
</article></main><aside><h2>Related</h2><ul><li><a href="/1">Another story</a></li></ul></aside>
<footer><p>All rights reserved</p></footer></body></html>"""


def sized_page(size: int, seed: int = 0) -> Page:
    """An English-looking article of about `size` bytes whose paragraphs are all different."""
    rng = random.Random(f"{size} {seed}")
    paragraphs: list[str] = []
    length = len(PAGE)
    while length < size or not paragraphs:
        words = " ".join(rng.choices(WORDS, k=rng.randint(20, 80)))
        paragraphs.append(f"<p>{words.capitalize()}, in {len(paragraphs)}.</p>")
        length += len(paragraphs[-1]) + 1
    html = PAGE.format(title=f"A story of {size} bytes", paragraphs="\n".join(paragraphs))
    text = "\n\n".join(one[3:-4] for one in paragraphs)
    name = f"{size // 1000}-kB" if size % 10**6 else f"{size // 10**6}-MB"
    return Page(name, HtmlBytes(html.encode()), Gold(text=text), url=f"https://{name}.example/")


def sized_corpus(sizes: Sequence[int] = SIZES) -> Corpus:
    """A page of each size, each of a site of its own."""
    return Corpus("sizes", "sizes", tuple(map(sized_page, sizes)), synthetic=True)


def repeated(corpus: Corpus, pages: int, folder: Path) -> Corpus:
    """A corpus of so many pages: those of another over and over, each in a file of its own."""
    found = []
    for number in range(pages):
        page = corpus.pages[number % len(corpus.pages)]
        file = folder / f"{number}.html"
        file.write_bytes(page.source.read())
        found.append(Page(f"p{number}", FileSource(file), page.gold, url=page.url))
    return Corpus(f"repeated-{pages}", str(folder), tuple(found))


class FileSource:
    """A page's bytes in a file, read when they are asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> bytes:
        """The page as written."""
        return self._file.read_bytes()
