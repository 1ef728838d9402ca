"""What tests of the report need: a small run with every kind of result, its file, a browser."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from boilerbench import open_corpus, run
from boilerbench.answers import answers_of
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.report.gathering import contents_of
from boilerbench.runs import Run
from tests.report.making import Made, Opened

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def some_pages() -> Corpus:
    """Pages of every set that ships."""
    return select(open_corpus("shipped"), limit=12)


@pytest.fixture(scope="session")
def make_run(tmp_path_factory: pytest.TempPathFactory, some_pages: Corpus) -> Callable[..., Run]:
    """A function that runs `gold`, and `mine`, which is gold but for some pages by place."""

    def make(changes: dict[int, str | dict[str, str]], pages: Corpus = some_pages) -> Run:
        folder = tmp_path_factory.mktemp("runs")
        texts: dict[str, Any] = {page.id: page.gold.ideal for page in pages.pages}
        rows = texts | {pages.pages[at].id: one for at, one in changes.items()}
        for name, stored in (("gold", texts), ("mine", rows)):
            (folder / f"{name}.json").write_text(json.dumps(stored), encoding="utf-8")
        specs = [f"{name}=outputs:{folder / name}.json" for name in ("gold", "mine")]
        return run(specs, pages, out=folder / "run")

    return make


def _leaky(corpus: Corpus, place: int) -> str:
    """A page's gold with its first noise in front, and its first paragraph at the end."""
    gold = corpus.pages[place].gold
    first, *others = gold.paragraphs
    return "\n\n".join((*(one.text for one in gold.noise[:2]), *others, "Out of nowhere.", first))


@pytest.fixture(scope="session")
def made(make_run: Callable[..., Run], some_pages: Corpus) -> Made:
    """A run in which `mine` lost half of page 0, all of page 1, crashed on 2 and leaks on 3."""
    gold = some_pages.pages[0].gold.ideal
    changes: dict[int, str | dict[str, str]] = {
        0: gold[: len(gold) // 2],
        1: "",
        2: {"outcome": "crash", "reason": "killed by signal 11"},
        3: _leaky(some_pages, 3),
    }
    done = make_run(changes)
    contents = contents_of([done], some_pages)
    return Made(done, some_pages, contents, answers_of(done, some_pages))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, started once a module."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.skip("needs Chromium: Debian's package chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """A way to open a file; fails where the file asked for another or complained."""
    opening = Opened(browser, tmp_path)
    yield opening
    for context in browser.contexts:
        context.close()
    own = (tmp_path / "report.html").as_uri()
    assert {url.partition("#")[0] for url in opening.asked} <= {own}
    assert opening.complaints == []
