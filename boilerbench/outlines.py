"""What an adapter file defines, read from its syntax tree: nothing is imported or run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from boilerbench.errors import AdapterError
from boilerbench.specs import Value

RESERVED: Final = frozenset({"page_language"})
"""Parameters of `extract` that are given what is known of the page, and are no options."""

_EXPECTED = "expected `def extract(html, url=None, *, option=default, …)`"


@dataclass(frozen=True)
class Outline:
    """The parts of an adapter's source that decide how it is called.

    `options` are the keyword parameters of `extract` with their defaults, `description` the
    first line of the module docstring, `imports` the top-level names of imported modules.
    """

    options: dict[str, Value | None]
    description: str
    imports: frozenset[str]


def read_outline(source: str, where: str) -> Outline:
    """The outline of an adapter's source; `where` names the file in errors.

    Raises AdapterError, with the line, for source that is no Python, has no `extract` at
    its top level, or whose `extract` cannot be called as extract(html, url, option=value).
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:  # ValueError: null bytes, on Python before 3.12
        line = getattr(error, "lineno", None) or 1
        message = getattr(error, "msg", str(error))
        raise AdapterError(f"{where}:{line}: the adapter is no Python: {message}.") from error
    docstring = (ast.get_docstring(tree) or "").strip()
    return Outline(
        options=_options(_find_extract(tree, where), where),
        description=docstring.partition("\n")[0],
        imports=frozenset(_imports(tree)),
    )


def _find_extract(tree: ast.Module, where: str) -> ast.FunctionDef:
    found = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "extract"
    ]
    if not found:
        end = tree.body[-1].end_lineno if tree.body else 1
        raise AdapterError(f"{where}:{end}: the adapter defines no `extract`; {_EXPECTED}.")
    last = found[-1]
    if isinstance(last, ast.AsyncFunctionDef):
        raise AdapterError(f"{where}:{last.lineno}: `extract` is async; {_EXPECTED}.")
    return last


def _options(extract: ast.FunctionDef, where: str) -> dict[str, Value | None]:
    parameters = extract.args
    positional = [one.arg for one in (*parameters.posonlyargs, *parameters.args)]
    if positional != ["html", "url"] or len(parameters.defaults) != 1 or parameters.posonlyargs:
        raise AdapterError(
            f"{where}:{extract.lineno}: `extract` takes ({', '.join(positional)}); {_EXPECTED}."
        )
    if parameters.vararg or parameters.kwarg:
        raise AdapterError(
            f"{where}:{extract.lineno}: `extract` takes * or ** arguments, "
            f"so its options cannot be known; {_EXPECTED}."
        )
    pairs = zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True)
    options = {one.arg: _default(one, default, where) for one, default in pairs}
    return {name: value for name, value in options.items() if name not in RESERVED}


def _default(option: ast.arg, node: ast.expr | None, where: str) -> Value | None:
    place = f"{where}:{option.lineno}: option {option.arg!r}"
    if node is None:
        raise AdapterError(f"{place} of `extract` has no default; every option has one.")
    try:
        value = ast.literal_eval(node)
    except ValueError:
        value = ...
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise AdapterError(
        f"{place} of `extract` has the default `{ast.unparse(node)}`; "
        "expected text, a number, True, False or None, written out."
    )


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
