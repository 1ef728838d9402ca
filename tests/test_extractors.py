"""The shipped adapters, called as a worker calls them, in the interpreter the tests run in."""

import importlib.util
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from boilerbench.adapters import Adapter
from boilerbench.catalogue import known_adapters
from boilerbench.installed import unmet
from boilerbench.shipped import shipped

PARAGRAPH = (
    "The ministers met in the old town hall on Saturday and spoke for most of the day about "
    "the price of bread, which has risen by a third since the spring of last year, they said. "
    "A second day of talks on the matter is planned for the week after the next in the same hall."
)
PAGE = f"""<html><head><title>Summit</title><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ministers meet on bread</h1><p>{PARAGRAPH}</p>
<p>It is not yet known whether the bakers of the town will be asked to come to it as well.</p>
</article><script>var advertisement = 1</script></body></html>"""


def load(name: str) -> ModuleType:
    path = shipped("extractors") / f"{name}.py"
    # The worker's way: by path under another name, so that trafilatura.py finds trafilatura.
    spec = importlib.util.spec_from_file_location("adapter_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extractor(name: str) -> Callable[..., Any]:
    return load(name).extract  # type: ignore[no-any-return]  # a module's attributes are Any


# What the packages named on the command line say they need.
NEEDS = """
import sys, json
from importlib.metadata import metadata
json.dump({name: metadata(name)["Requires-Python"] or "" for name in sys.argv[1:]}, sys.stdout)
"""


def pins_refuse(adapter: Adapter, interpreter: str) -> list[str]:
    """The Pythons that an adapter names and one of its pins, installed there, refuses."""
    names = [Requirement(line).name for line in adapter.dependencies]
    done = subprocess.run([interpreter, "-c", NEEDS, *names], capture_output=True, check=True)
    said = SpecifierSet(adapter.requires or "")
    return [
        f"{name} on Python 3.{minor}"
        for name, needed in json.loads(done.stdout).items()
        for minor in range(5, 30)
        if f"3.{minor}.9" in said and f"3.{minor}.9" not in SpecifierSet(needed)
    ]


PYTHON = {name: one for name, one in known_adapters().items() if one.runtime == "python"}
RUNNABLE = [name for name, adapter in PYTHON.items() if not unmet(adapter.dependencies)]


def test_what_the_package_installs_runs_at_once() -> None:
    """Of a bare run all but readability-lxml needs no environment of its own."""
    default = {name for name, adapter in known_adapters().items() if adapter.default}
    assert default - set(RUNNABLE) <= {"readability-lxml"}


@pytest.mark.parametrize("name", sorted({*RUNNABLE} - {"nothing"}))
def test_every_runnable_adapter_finds_the_article(name: str) -> None:
    """Called with html and url alone each gives text that holds the story."""
    result = extractor(name)(PAGE, "https://example.com/bread")
    text = result["text"] if isinstance(result, dict) else result
    assert "the price of bread" in text


@pytest.mark.parametrize("name", sorted(RUNNABLE))
def test_every_variant_is_accepted_by_the_library(name: str) -> None:
    """The options of each variant are ones that the pinned release takes."""
    extract = extractor(name)
    for settings in known_adapters()[name].variants.values():
        assert extract(PAGE, None, **settings) is not None


def test_the_ends_of_the_scale() -> None:
    """One adapter gives the whole page as it is, one gives nothing."""
    assert extractor("everything")(PAGE) == PAGE
    assert extractor("nothing")(PAGE) == ""


def test_trafilatura_gives_markdown_as_markdown() -> None:
    """The markdown variant fills the markdown field, and only that; its text is rendered later."""
    extract = extractor("trafilatura")
    result = extract(PAGE, None, output_format="markdown")
    assert set(result) == {"markdown"}
    assert "# Ministers" in result["markdown"]
    assert extract("", None, output_format="markdown") == {"markdown": ""}


def test_trafilatura_gives_facts_when_asked() -> None:
    """The metadata variant adds title, author and date to the text, or to the markdown."""
    extract = extractor("trafilatura")
    page = PAGE.replace("<body>", '<body><time datetime="2018-03-10">10 March</time>')
    result = extract(page, "https://example.com/a", metadata=True)
    assert result["text"] == extract(page, "https://example.com/a")
    assert set(result) == {"text", "title", "author", "date"}
    assert result["title"].startswith("Ministers meet on bread")
    assert set(extract(PAGE, None, output_format="markdown", metadata=True)) == {
        *("markdown", "title", "author", "date"),
    }
    assert extract("", None, metadata=True)["text"] == ""


def test_trafilatura_passes_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only set options reach the library, because older releases lack some of them."""
    import trafilatura

    seen: list[dict[str, object]] = []
    monkeypatch.setattr(trafilatura, "extract", lambda _html, **options: seen.append(options))
    extract = extractor("trafilatura")
    extract(PAGE, "u")
    extract(PAGE, "u", fast=True, include_tables=False, include_comments=True)
    assert seen == [
        {"url": "u", "include_comments": False},
        {"url": "u", "include_comments": True, "fast": True, "include_tables": False},
    ]


def test_trafilatura_has_two_simpler_functions() -> None:
    """The baseline takes the article's paragraphs, html2txt all text; nothing else is asked."""
    extract = extractor("trafilatura")
    assert extract(PAGE, function="baseline").startswith("Ministers meet on bread")
    everything = extract(PAGE, function="html2txt")
    assert PARAGRAPH in everything
    assert "News" in everything


def test_justext_reads_with_the_stop_words_it_is_given() -> None:
    """German stop words find no good paragraph in English, no stop words ask for none."""
    extract = extractor("justext")
    assert extract(PAGE, language="German") == ""
    free = extract(PAGE, stop_words=False, stopwords_low=0.0, stopwords_high=0.0)
    assert PARAGRAPH in free.split("\n")


def test_justext_follows_the_language_of_the_page() -> None:
    """The page's language chooses the stop words, where no option does; else it is English."""
    extract = extractor("justext")
    assert extract(PAGE, page_language="de") == ""
    for english in ({"page_language": "en"}, {"page_language": "xx"}, {}):
        assert PARAGRAPH in extract(PAGE, **english)
    assert PARAGRAPH in extract(PAGE, language="English", page_language="de")


def test_justext_names_languages_as_the_library_does() -> None:
    """Every stop list that the adapter maps a code to is there, and codes have two letters."""
    adapter = load("justext")
    assert set(adapter.STOP_LISTS.values()) <= adapter.justext.get_stoplists()
    assert {len(code) for code in adapter.STOP_LISTS} == {2}


@pytest.mark.parametrize("depth", [1, 300, 2000])
def test_all_visible_text_survives_nesting(depth: int) -> None:
    """The parser's default silently empties a page nested 255 deep; this adapter does not."""
    page = "<body>" + "<div>" * depth + "deep" + "</div>" * depth
    assert extractor("lxml-text")(page) == "deep"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        (" \n ", ""),
        ("<!-- only -->", ""),
        ("<?xml version='1.0' encoding='latin-1'?><p>é", "é"),
        ("<p>o<b>n</b>e<br>two<script>x</script> <style>y</style>more", "one\ntwo more"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>a\n  b\xa0c<!-- x -->d", "a b cd"),
        ("a\0\ud800b<noscript>n</noscript><template>t</template>c", "a bc"),
        ("<title>t</title><h1>h</h1>p<div>d</div>q", "h\np\nd\nq"),
    ],
)
def test_all_visible_text_line_by_line(html: str, text: str) -> None:
    """Blocks stand on their own lines, words in a line neither fuse nor split, code is left out."""
    assert extractor("lxml-text")(html) == text


def test_what_two_files_must_share_is_the_same() -> None:
    """Files of adapters cannot share code, so what two of them repeat is kept equal."""

    def part(name: str, pattern: str) -> list[str]:
        source = (shipped("extractors") / f"{name}.mjs").read_text(encoding="utf-8")
        return re.findall(pattern, source, re.DOTALL | re.MULTILINE)

    lay_out = r"^const layOut = .*?^}\);$"
    assert part("defuddle", lay_out) == part("extractus", lay_out) != []
    complete = r"^function complete\(.*?^}$"
    assert part("defuddle", complete) == part("readability-js", complete) != []
    limits = [part(name, r" limits: .*?$") for name in ("defuddle", "extractus", "html-to-text")]
    assert limits[0] == limits[1] == limits[2] != []


def test_no_adapter_needs_its_folder() -> None:
    """The adapters' folder is no package: a file is data, found and loaded by its path."""
    assert not (Path(shipped("extractors")) / "__init__.py").exists()


def test_every_extractor_is_documented() -> None:
    """Each shipped adapter, variant and option has its place in docs/shipped-extractors.md."""
    docs = Path(__file__).parent.parent / "docs"
    page = (docs / "shipped-extractors.md").read_text(encoding="utf-8")
    for name, adapter in known_adapters().items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
        cells = [[word.strip("` ") for word in cell.split(",")] for cell in row.split("|")[3:5]]
        assert cells == [list(adapter.variants) or [""], list(adapter.options) or [""]]
        pins = [re.sub("==|(?<=.)@", " ", line) for line in adapter.dependencies]
        assert all(pin in row for pin in pins)
