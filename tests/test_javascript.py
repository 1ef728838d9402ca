"""JavaScript adapters are read without running them, and what breaks the contract is named."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.adapters import Adapter, read_adapter
from boilerbench.errors import AdapterError
from boilerbench.javascript import read_javascript
from boilerbench.metadata import Companions

FULL = """\
// /// script
// requires-node = ">=18"
// dependencies = ["@scope/reader@0.6.0", "dom@^1.2"]
//
// [tool.npm]
// before = "2026-11-15T00:00:00Z"
//
// [tool.boilerbench]
// title = "Reader"
// package = "@scope/reader"
// kind = "converter"
// [tool.boilerbench.variants]
// strict = { threshold = 1000 }
// [[tool.boilerbench.requirements]]
// versions = "<0.5"
// dependencies = ["dom@0.9.0"]
// requires-node = ">=16"
// ///
/** Scores paragraphs.
 *
 * More.
 */
import { Reader } from "@scope/reader";
import dom from 'dom';
throw new Error("reading must not run this");

export async function extract(
  html, url,
  { threshold = 500, ratio = -0.5, tags = "a, b", keep = false, x = null, page_language = null }
  = {},
) { return null; }
"""
BARE = "export function extract(html) { return html; }\n"


def adapter(folder: Path, source: str) -> Adapter:
    path = folder / "mine.mjs"
    path.write_text(source, encoding="utf-8")
    return read_adapter(path)


def test_every_field_is_read(tmp_path: Path) -> None:
    """A full file gives every field and is not run; what the page gives is no option."""
    assert adapter(tmp_path, FULL) == Adapter(
        name="mine",
        path=tmp_path / "mine.mjs",
        title="Reader",
        runtime="node",
        kind="converter",
        description="Scores paragraphs.",
        package="@scope/reader",
        dependencies=("@scope/reader@0.6.0", "dom@^1.2"),
        requires=">=18",
        cutoff=dt.datetime(2026, 11, 15, tzinfo=dt.UTC),
        variants={"strict": {"threshold": 1000}},
        requirements=(Companions("<0.5", ("dom@0.9.0",), requires_node=">=16"),),
        options={"threshold": 500, "ratio": -0.5, "tags": "a, b", "keep": False, "x": None},
        imports=frozenset({"@scope/reader", "dom"}),
    )


def test_a_bare_module_is_an_adapter(tmp_path: Path) -> None:
    """One exported function without a block is an adapter that pins nothing."""
    assert adapter(tmp_path, BARE) == Adapter(
        "mine", tmp_path / "mine.mjs", "mine", runtime="node", bare=True
    )


def test_a_byte_order_mark_hides_no_block(tmp_path: Path) -> None:
    """Node.js passes over a byte order mark, so the pins behind it count."""
    marked = "\ufeff" + '// /// script\n// dependencies = ["a@1.0.0"]\n// ///\n' + BARE
    assert adapter(tmp_path, marked).dependencies == ("a@1.0.0",)


def test_a_default_beside_extract_is_nobodys_concern(tmp_path: Path) -> None:
    """What else a module exports does not keep `extract` from being called."""
    assert adapter(tmp_path, "export default class Other {}\n" + BARE).options == {}


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("let a = ;\n" + BARE, 1, "no JavaScript module"),
        (BARE + "function x( {", 2, "no JavaScript module"),
        ("export const extract = (html) => html;\n", 1, "exports no `extract`"),
        ("\nexport class extract {}", 2, "`extract` is another thing"),
        ("\nfunction extract(html) {\n}\n", 3, "exports no `extract`"),
        ("", 1, "exports no `extract`"),
        ("\nexport default function extract(html) {}", 2, "the adapter exports a default"),
        ("\nexport default (html) => html;", 2, "the adapter exports a default"),
        ("\nexport function extract(page) {}", 2, "takes (page)"),
        ("export function extract(html, options) {}", 1, "takes (html, options)"),
        ("export function extract(html, url, options) {}", 1, "third parameter of `extract` is"),
        ("export function extract(html, url, options = {}) {}", 1, "options cannot be known"),
        ("export function extract(html, url, { a } = {}) {}", 1, "option `a`"),
        ("export function extract(html, url, { a: b = 1 } = {}) {}", 1, "option `a: b = 1`"),
        ("export function extract(html, url, { ...rest } = {}) {}", 1, "option `...rest`"),
        ("export function extract(html, url, {\n a = [1] } = {}) {}", 2, 'expected "text"'),
        ("export function extract(html, url, { a = 'x' } = {}) {}", 1, 'expected "text"'),
        *(
            (f"export function extract(html, url, {{ a = {number} }} = {{}}) {{}}", 1, "finite")
            for number in ("NaN", "Infinity", "-Infinity", "1e999")
        ),
        ("// /// script\n// a = 1\n" + BARE, 1, "never closed; every line starts with `// `"),
        ("  // /// script\n// a = 1\n// ///\n" + BARE, 1, "is exactly `// /// script`"),
        (BARE + "# /// script\n# ///\n", 2, "is exactly `// /// script`"),
        (
            '// /// script\n// requires-python = ">=3.9"\n// ///\n' + BARE,
            2,
            "this file is for node",
        ),
        (
            '// /// script\n// [tool.uv]\n// exclude-newer = "2026-11-15T00:00:00Z"\n// ///\n'
            + BARE,
            2,
            "it takes requires-node and [tool.npm]",
        ),
        ('// /// script\n// dependencies = ["dom"]\n// ///\n' + BARE, 2, "expected NAME@VERSION"),
        ('// /// script\n// dependencies = ["Dom@1"]\n// ///\n' + BARE, 2, "'Dom@1': no npm"),
    ],
)
def test_what_breaks_the_contract_is_named_with_its_line(
    tmp_path: Path, source: str, line: int, words: str
) -> None:
    """Syntax, exports, parameters, defaults and metadata: file, line and what was expected."""
    with pytest.raises(AdapterError) as raised:
        adapter(tmp_path, source)
    assert str(raised.value).startswith(f"{tmp_path / 'mine.mjs'}:{line}: ")
    assert words in str(raised.value)


@given(st.text())
def test_any_text_is_read_or_refused(source: str) -> None:
    """Whatever a file holds, reading it ends with an outline or an AdapterError."""
    try:
        outline = read_javascript(source, "x.mjs")
    except AdapterError:
        return
    assert "page_language" not in outline.options
