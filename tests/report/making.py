"""What is made for tests of the report: a run with its file, and a file opened in a browser."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.report.blocks import diffs_of
from boilerbench.report.choosing import Keep
from boilerbench.report.contents import Contents
from boilerbench.report.documents import document
from boilerbench.report.drawing import Drawings
from boilerbench.runs import Run


@dataclass(frozen=True)
class Made:
    """A run with what a report says of it."""

    run: Run
    corpus: Corpus
    contents: Contents
    answers: tuple[Answers, ...]

    def html(self, keep: Keep = Keep(), contents: Contents | None = None) -> bytes:  # noqa: B008  frozen
        """The report's file, without figures."""
        shown = contents or self.contents
        diffs = diffs_of(shown, self.corpus.pages, self.answers, keep)
        return document(shown, undrawn(shown), diffs, again="boilerbench report")


def undrawn(contents: Contents) -> Drawings:
    """No figure for any part."""
    return Drawings([[] for _ in contents.parts], [])


@dataclass
class Opened:
    """A function that opens a file in the browser; notes what it asked for and complained of."""

    browser: Browser
    folder: Path
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __call__(self, content: bytes, anchor: str = "", **options: Any) -> Page:
        file = self.folder / "report.html"
        file.write_bytes(content)
        page = self.browser.new_context(offline=True, **options).new_page()
        page.on("request", lambda one: self.asked.append(one.url))
        page.on("console", lambda one: self.complaints.append(one.text))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))
        page.goto(f"{file.as_uri()}{anchor}")
        return page
