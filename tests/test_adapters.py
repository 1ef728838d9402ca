"""Adapter files are read without running them, and what breaks the contract is named."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.adapters import (
    Adapter,
    options_of,
    read_adapter,
)
from boilerbench.errors import AdapterError, SpecError
from boilerbench.metadata import Companions, has_block, read_block
from boilerbench.outlines import read_outline
from boilerbench.specs import parse_spec

FULL = '''\
# /// script
# requires-python = ">=3.9"
# dependencies = ["jusText==3.0.2", "lxml"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
#
# [tool.boilerbench]
# title = "jusText"
# package = "JUSTEXT"
# homepage = "https://example.org"
# licence = "BSD-2-Clause"
# input = "bytes"
# default = true
# memory-mb = 512
# [tool.boilerbench.variants]
# german = { language = "German", low = 1 }
# strict = { low = 2.5 }
# [[tool.boilerbench.requirements]]
# versions = "<3"
# dependencies = ["lxml<5"]
# requires-python = "<3.13"
#
# [tool.other]
# whatever = 1
# ///
"""Stop words.

More.
"""
raise RuntimeError("reading must not run this")

import justext.core
from . import sibling

def extract(html, url=None, *, language="English", low=0.5, count=-1, flag=False, any=None):
    from lxml.html import clean
    return ""
'''
BARE = "def extract(html, url=None):\n    return html\n"


def adapter(folder: Path, source: str) -> Adapter:
    path = folder / "mine.py"
    path.write_text(source, encoding="utf-8")
    return read_adapter(path)


def with_block(*lines: str) -> str:
    return "\n".join(["# /// script", *(f"# {line}" for line in lines), "# ///", BARE])


def test_every_field_is_read(tmp_path: Path) -> None:
    """A full file gives every field, and is not run: its body raises."""
    assert adapter(tmp_path, FULL) == Adapter(
        name="mine",
        path=tmp_path / "mine.py",
        title="jusText",
        description="Stop words.",
        package="justext",
        homepage="https://example.org",
        licence="BSD-2-Clause",
        input="bytes",
        default=True,
        dependencies=("jusText==3.0.2", "lxml"),
        requires=">=3.9",
        cutoff=dt.datetime(2026, 11, 15, tzinfo=dt.UTC),
        variants={"german": {"language": "German", "low": 1}, "strict": {"low": 2.5}},
        requirements=(Companions("<3", ("lxml<5",), "<3.13"),),
        memory_mb=512,
        options={"language": "English", "low": 0.5, "count": -1, "flag": False, "any": None},
        imports=frozenset({"justext", "lxml"}),
    )


def test_a_bare_file_has_no_pins(tmp_path: Path) -> None:
    """Five lines without a block are an adapter: titled by the file, pinning nothing."""
    bare = adapter(tmp_path, "import re\n" + BARE)
    assert bare == Adapter(
        "mine", tmp_path / "mine.py", "mine", imports=frozenset({"re"}), bare=True
    )


def test_the_last_extract_counts(tmp_path: Path) -> None:
    """Where a file defines `extract` twice, Python calls the last, and so do we."""
    source = BARE + "def extract(html, url=None, *, x=1):\n    return html\n"
    assert adapter(tmp_path, source).options == {"x": 1}


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("# /// script\n# a = 1\n" + BARE, 1, "never closed"),
        (with_block() + with_block(), 5, "second"),
        (with_block("a = 1", "b ="), 3, "no TOML"),
        (with_block('"'), 2, "no TOML"),
        (with_block("", "colour = 1"), 3, "unknown key 'colour';"),
        (with_block("[tool.boilerbench]", "titel = 1"), 3, "'titel' in [tool.boilerbench]"),
        (with_block("[tool.uv]", "index = []"), 3, "'index' in [tool.uv]"),
        (with_block('dependencies = "x"'), 2, "dependencies: expected array, got str"),
        (with_block("[tool.boilerbench]", "default = 1"), 3, "expected bool, got int"),
        (with_block("[tool.boilerbench]", 'input = "html"'), 3, "tool.boilerbench.input"),
        (with_block("[tool.boilerbench]", "memory-mb = 0"), 3, "memory-mb"),
        (with_block("[tool.uv]", 'exclude-newer = "2026-11-15"'), 3, "exclude-newer: invalid"),
        (
            with_block("[tool.boilerbench.variants]", "a = { b = [1] }"),
            2,
            "tool.boilerbench.variants[...][...]: expected bool | int | float | str, got array",
        ),
        (
            with_block("[[tool.boilerbench.requirements]]", "dependencies = []"),
            2,
            "missing required field versions",
        ),
        (with_block('dependencies = ["lxml >== 1"]'), 2, "'lxml >== 1'"),
        (with_block("", 'requires-python = "3.11"'), 3, "'3.11'"),
        (
            with_block("[[tool.boilerbench.requirements]]", "dependencies = []", 'versions = "3"'),
            4,
            "'3'",
        ),
        (with_block("", "a = [", "  1,"), 4, "at end of document"),
        (
            with_block('dependencies = ["b"]', "[tool.boilerbench]", 'package = "a"'),
            4,
            "package 'a' is not among the dependencies",
        ),
        (with_block("[tool.boilerbench]", "variants = { v = { x = 1 } }"), 3, "has no option 'x'"),
        (with_block("[tool.boilerbench.variants.v]", "x = 1"), 2, "has no option 'x'"),
        (
            with_block(
                "[tool.boilerbench]",
                'title = "a variant may have this name too"',
                "[tool.boilerbench.variants]",
                "title-two = { n = 2 }",
                'title = { n = "1" }',
            ).replace("url=None", "url=None, *, n=1"),
            6,
            "variant 'title': option 'n' of mine is an integer such as 1, not text ('1')",
        ),
        ("", 1, "defines no `extract`"),
        ("import re\n\nf(\n)\n", 4, "defines no `extract`"),
        ("def extract(html, url=None:\n", 1, "no Python"),
        ("async " + BARE, 1, "async"),
        ("\ndef extract(html):\n    pass\n", 2, "takes (html)"),
        ("def extract(html, url):\n    pass\n", 1, "takes (html, url)"),
        ("def extract(html='', url=None):\n    pass\n", 1, "takes (html, url)"),
        ("def extract(html, url=None, fast=False):\n    pass\n", 1, "takes (html, url, fast)"),
        ("def extract(html, url=None, /):\n    pass\n", 1, "takes (html, url)"),
        ("def extract(page, url=None):\n    pass\n", 1, "takes (page, url)"),
        ("def extract(html, url=None, *more):\n    pass\n", 1, "takes * or **"),
        ("def extract(html, url=None, **more):\n    pass\n", 1, "takes * or **"),
        ("def extract(html, url=None, *,\n x):\n    pass\n", 2, "'x' of `extract` has no default"),
        ("def extract(html, url=None, *, x=[1]):\n    pass\n", 1, "has the default `[1]`"),
        ("def extract(html, url=None, *, x=f()):\n    pass\n", 1, "has the default `f()`"),
    ],
)
def test_what_breaks_the_contract_is_named_with_its_line(
    tmp_path: Path, source: str, line: int, words: str
) -> None:
    """Each breach is an AdapterError that starts with file and line and says what was found."""
    with pytest.raises(AdapterError) as caught:
        adapter(tmp_path, source)
    assert str(caught.value).startswith(f"{tmp_path / 'mine.py'}:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "opening",
    [
        "#/// script",
        "# ///script",
        "# /// script ",
        " # /// script",
        "#\t/// script",
        "// /// script",
    ],
)
def test_a_misspelt_opening_is_refused(tmp_path: Path, opening: str) -> None:
    """A block whose first line is not PEP 723's to the letter is named, and its pins not lost."""
    source = with_block('dependencies = ["a==1"]').replace("# /// script", f"\n{opening}", 1)
    with pytest.raises(AdapterError, match=r"mine\.py:2: .* is exactly `# /// script`"):
        adapter(tmp_path, source)
    assert has_block(source.encode())


def test_an_empty_block_pins_nothing(tmp_path: Path) -> None:
    """A block that is closed at once is a block: the file is not bare, and needs no package."""
    found = adapter(tmp_path, with_block())
    assert (found.bare, found.dependencies) == (False, ())


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    """The block of a file that begins with a byte order mark is read, and found by providers."""
    marked = "\ufeff" + with_block('dependencies = ["a==1"]')
    assert adapter(tmp_path, marked).dependencies == ("a==1",)
    assert has_block(marked.encode())


def test_what_only_resembles_an_opening_opens_no_block(tmp_path: Path) -> None:
    """Other types of block, and words that go on, are comments."""
    source = "# /// scripts\n# /// other\n# see `# /// script`\n#\n/// script\n"
    assert not has_block(source.encode())
    assert adapter(tmp_path, source.replace("\n///", "\n# ///x") + BARE).bare


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_an_unreadable_file_is_an_adapter_error(tmp_path: Path, content: bytes | None) -> None:
    """A missing file and one that is no UTF-8 are reported, not tracebacks."""
    path = tmp_path / "gone.py"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AdapterError, match=r"gone\.py: the adapter cannot be read"):
        read_adapter(path)


@given(st.text(st.sampled_from("# /script\nabc=[]\"'{}.1"), max_size=60))
def test_no_source_is_a_traceback(noise: str) -> None:
    """Whatever stands in a file, its parts are read or refused with the file's name first."""
    refused = ""
    try:
        read_block(f"{noise}\n{BARE}", "mine.py")
        read_outline(f"{noise}\n{BARE}", "mine.py")
    except AdapterError as error:
        refused = str(error)
    assert not refused or refused.startswith("mine.py:")


def test_options_merge_variants_then_options(tmp_path: Path) -> None:
    """Later variants win over earlier ones, and options over both, wherever they stand."""
    one = adapter(tmp_path, FULL)
    spec = parse_spec("./mine.py:low=3,german,strict,any=x,count=2")
    expected = {"language": "German", "low": 3, "any": "x", "count": 2}
    assert options_of(one, spec) == expected
    assert options_of(one, parse_spec("./mine.py")) == {}


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ("germann", "no variant 'germann'; did you mean 'german'? variants: german, strict, "),
        ("x=1", "no option 'x'. options: any, count, flag, language, low."),
        ("langage=x", "did you mean 'language'?"),
        ("language=3", "is text such as 'English', not an integer (3)"),
        ("low=true", "is a number such as 0.5, not a truth value (True)"),
        ("count=1.5", "is an integer such as -1, not a number (1.5)"),
        ("flag=1", "is a truth value such as False, not an integer (1)"),
    ],
)
def test_unfit_items_say_what_exists(tmp_path: Path, items: str, words: str) -> None:
    """An unknown variant or option lists the known ones; a value of another type names both."""
    with pytest.raises(SpecError) as caught:
        options_of(adapter(tmp_path, FULL), parse_spec(f"./mine.py:{items}"))
    assert words in str(caught.value)
