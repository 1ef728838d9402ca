"""The shipped converters with the libraries they pin, all in one environment built for it."""

import json
import subprocess
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from boilerbench.adapters import Adapter
from boilerbench.builds import build
from boilerbench.catalogue import known_adapters
from boilerbench.interpreters import newest_fitting
from boilerbench.plans import Plan
from tests.test_extractors import pins_refuse

pytestmark = pytest.mark.environments

CONVERTERS = {name: one for name, one in known_adapters().items() if one.kind == "converter"}
PYTHON = {name: one for name, one in CONVERTERS.items() if one.runtime == "python"}
MARKDOWN = {"html2text", "markdownify", "html-to-markdown", "markitdown"}
DEEP = "<body>" + "<div>" * 300 + "deep" + "</div>" * 300
XHTML = '<?xml version="1.0" encoding="latin-1"?><html><body><p>café</p></body></html>'
PAGE = """<html><head><title>Summit</title><meta name="description" content="meta words">
<style>p { color: blue }</style></head><body>
<article><h1>Ministers meet</h1><p>The price of bread has risen by a third since the spring.
It&rsquo;s a matter for the caf&eacute; as well, and the second day of talks is
<a href="/later">not yet planned</a>.</p></article>
<script>var advertisement = 1</script></body></html>"""

# Calls every adapter as a worker does: by its path, under another name.
CALLS = """
import importlib.util, json, sys
def call(path, html, options):
    spec = importlib.util.spec_from_file_location("adapter_under_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        return module.extract(html, "https://example.com/bread", **options)
    except Exception as error:
        return {"error": type(error).__name__}
sys.path[:1] = []
json.dump([call(*one) for one in json.load(sys.stdin)], sys.stdout)
"""

Call: TypeAlias = Callable[..., Any]


@pytest.fixture(scope="module")
def python() -> str:
    """An interpreter that has what all converters pin."""
    lines = {line for adapter in PYTHON.values() for line in adapter.dependencies}
    cutoff = max(adapter.cutoff for adapter in PYTHON.values() if adapter.cutoff)
    plan = Plan(tuple(sorted(lines)), ">=3.11,<3.14", cutoff)
    return build("converters", plan, newest_fitting(plan.requires), print).interpreter


@pytest.fixture(scope="module")
def texts(python: str) -> Call:
    """What each adapter makes of a page: the raw result and the text in it, by adapter's name."""

    def call(html: str, adapters: dict[str, Adapter] = PYTHON, **options: object) -> Any:
        asked = [[str(adapter.path), html, options] for adapter in adapters.values()]
        done = subprocess.run(
            [python, "-c", CALLS],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
        return dict(zip(adapters, json.loads(done.stdout), strict=True))

    return call


def _text(result: Any) -> str:
    return result["markdown"] if isinstance(result, dict) else result or ""


def test_all_give_the_story_and_no_code(texts: Call) -> None:
    """The text holds the story, and neither script nor style; Markdown comes as Markdown."""
    for name, result in texts(PAGE).items():
        words = " ".join(_text(result).split())
        assert "The price of bread has risen by a third" in words, name
        assert "not yet planned" in words, name
        assert "advertisement" not in words, name
        assert "color" not in words, name
        assert "meta words" not in words, name
        assert isinstance(result, dict) == (name in MARKDOWN), name


def test_an_empty_page_is_no_error(texts: Call) -> None:
    """None raises on a page without text; what comes back is empty but for white space."""
    for html in ("", " \n ", "<!-- only -->"):
        assert {_text(result).strip() for result in texts(html).values()} == {""}


def test_a_declared_encoding_is_no_error(texts: Call) -> None:
    """A page that is text already may declare another encoding; é stays é."""
    for name, result in texts(XHTML).items():
        assert _text(result).strip().endswith("café"), name


def test_what_is_nested_deep_is_lost_by_two(texts: Call) -> None:
    """Below 254 elements only html-text and inscriptis, by their own parsers, lose the text."""
    lost = {name for name, result in texts(DEEP).items() if "deep" not in _text(result)}
    assert lost == {"html-text", "inscriptis"}


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_every_variant_is_accepted(texts: Call, name: str) -> None:
    """The options of each variant are ones that the pinned release takes."""
    for settings in PYTHON[name].variants.values():
        result = texts(PAGE, {name: PYTHON[name]}, **settings)[name]
        assert "bread" in _text(result)


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_the_pins_run_on_every_python_that_the_adapter_names(python: str, name: str) -> None:
    """No package that an adapter pins refuses a Python that the adapter says it runs on."""
    assert pins_refuse(PYTHON[name], python) == []


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("beautifulsoup", "parser"),
        ("html-to-markdown", "preset"),
        ("inscriptis", "css"),
        ("markdownify", "heading_style"),
    ],
)
def test_a_value_that_the_library_does_not_know_is_told(
    texts: Call, name: str, option: str
) -> None:
    """An option's unknown value is an error, never a silent default."""
    result = texts(PAGE, {name: PYTHON[name]}, **{option: "nosuch"})[name]
    assert result["error"] in ("FeatureNotFound", "ValueError")


def test_html2text_leaves_lines_and_letters(texts: Call) -> None:
    """A paragraph is one line and é is é, unless it is called as its defaults have it."""
    only = {"html2text": PYTHON["html2text"]}
    ours = _text(texts(PAGE, only)["html2text"])
    theirs = _text(texts(PAGE, only, **PYTHON["html2text"].variants["aeb"])["html2text"])
    assert max(map(len, ours.splitlines())) > 100
    assert "a matter for the café" in ours
    assert max(map(len, theirs.splitlines())) <= 78
    assert "the cafe as well" in theirs


def test_html5lib_leaves_code_out_too(texts: Call) -> None:
    """Beautiful Soup counts scripts as text with that parser; the adapter takes them out."""
    only = {"beautifulsoup": PYTHON["beautifulsoup"]}
    results = [texts(PAGE, only, parser=parser) for parser in ("html.parser", "lxml", "html5lib")]
    assert results[0] == results[1] == results[2]


def test_front_matter_is_asked_for(texts: Call) -> None:
    """html-to-markdown writes meta elements above the text only in that variant."""
    only = {"html-to-markdown": PYTHON["html-to-markdown"]}
    with_meta = texts(PAGE, only, extract_metadata=True)["html-to-markdown"]
    assert "meta words" in _text(with_meta)


def test_markitdown_gives_the_title(texts: Call) -> None:
    """What it finds beside the Markdown is handed on."""
    only = {"markitdown": PYTHON["markitdown"]}
    assert texts(PAGE, only)["markitdown"]["title"] == "Summit"
