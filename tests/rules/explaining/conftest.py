"""What tests of explanations need: extractors that are alive, and a page of a few lines."""

from collections.abc import Callable, Iterator

import pytest

from boilerbench.manifests import Settings
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.rules.explaining.explain import explain
from boilerbench.rules.explaining.reading import ready
from boilerbench.rules.explaining.shapes import Explanation
from boilerbench.rules.model import Rule, RuleFile
from boilerbench.sessions import SessionPool
from boilerbench.systems import System

URL = "https://news.harbour.example/piano"

SPACIOUS = '''"""All text of a page, with its non-breaking spaces and empty lines."""
import re
from html import unescape


def extract(html, url=None):
    if "fail" in html:
        raise ValueError("too hard")
    text = re.sub(r"<(title|script)>.*?</\\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "\\n", text))
'''


def page_of(
    body: str, *, gold: Gold | None = None, url: str | None = URL, ident: str = "piano"
) -> Page:
    """A page with this body."""
    markup = (
        "<!doctype html><html><head><meta charset=utf-8><title>A piano at sea</title></head>"
        f"<body>{body}</body></html>"
    )
    return Page(ident, HtmlBytes(markup.encode()), gold or Gold(), url=url)


def file_of(*rules: Rule) -> RuleFile:
    """Rules as a file that has one on each line."""
    return RuleFile("mine.toml", rules, tuple(range(1, len(rules) + 1)))


@pytest.fixture(scope="package")
def pool() -> Iterator[SessionPool]:
    """Workers that stay alive for all these tests."""
    with SessionPool(3) as alive:
        yield alive


@pytest.fixture(scope="package")
def system(pool: SessionPool, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], System]:
    """An extractor by its spec; `spacious` is the one above."""
    spacious = tmp_path_factory.mktemp("adapters") / "spacious.py"
    spacious.write_text(SPACIOUS, "utf-8")
    known: dict[str, System] = {}

    def found(spec: str) -> System:
        if spec not in known:
            meant = str(spacious) if spec == "spacious" else spec
            known[spec] = ready(meant, Settings(), pool)
        return known[spec]

    return found


@pytest.fixture(scope="package")
def why(pool: SessionPool, system: Callable[[str], System]) -> Callable[..., Explanation]:
    """The explanation of a text on a page, or on one with this body, under rules."""

    def explained(
        text: str,
        page: Page | str,
        *rules: Rule,
        spec: str = "lxml-text",
        siblings: tuple[Page, ...] = (),
    ) -> Explanation:
        found = page_of(page) if isinstance(page, str) else page
        return explain(text, found, system(spec), pool, file=file_of(*rules), siblings=siblings)

    return explained
