"""What a JavaScript adapter defines, read from its syntax tree: nothing is imported or run."""

import json
import math
from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from boilerbench.errors import AdapterError
from boilerbench.outlines import RESERVED, Outline
from boilerbench.specs import Value

_EXPECTED = "expected `export function extract(html, url, { option = default, … } = {})`"
_CONSTANTS = {"true": True, "false": False, "null": None}


def read_javascript(source: str, where: str) -> Outline:
    """The outline of an .mjs adapter's source; `where` names the file in errors.

    Raises AdapterError, with the line, for source that is no JavaScript module, exports no
    function `extract`, or whose `extract` takes other parameters than html, url and an object
    of options with literal defaults.
    """
    tree = Parser(Language(tree_sitter_javascript.language())).parse(source.encode()).root_node
    if tree.has_error:
        line = min(_line(node) for node in _walk(tree) if node.is_error or node.is_missing)
        raise AdapterError(f"{where}:{line}: the adapter is no JavaScript module.")
    return Outline(
        options=_options(_find_extract(tree, where), where),
        description=_description(tree),
        imports=frozenset(_imports(tree)),
    )


def _walk(node: Node) -> Iterator[Node]:
    """A node and all below it, without recursion: source may be nested deeply."""
    todo = [node]
    while todo:
        found = todo.pop()
        yield found
        todo += found.children


def _line(node: Node) -> int:
    return node.start_point.row + 1


def _text(node: Node | None) -> str:
    return (node.text or b"").decode("utf-8", "replace") if node else ""


def _description(tree: Node) -> str:
    """The first line of the first `/** … */` comment."""
    comments = (_text(node) for node in tree.children if node.type == "comment")
    documented = next((text for text in comments if text.startswith("/**")), "")
    lines = (line.strip(" \t*/") for line in documented.splitlines())
    return next((line for line in lines if line), "")


def _find_extract(tree: Node, where: str) -> Node:
    exports = [node for node in tree.children if node.type == "export_statement"]
    defaults = [one for one in exports if any(part.type == "default" for part in one.children)]
    for exported in exports:
        declared = exported.child_by_field_name("declaration")
        if exported not in defaults and _text(_name(declared)) == "extract":
            if declared and declared.type == "function_declaration":
                return declared
            raise AdapterError(
                f"{where}:{_line(exported)}: `extract` is another thing; {_EXPECTED}."
            )
    if defaults:
        raise AdapterError(
            f"{where}:{_line(defaults[0])}: the adapter exports a default, and nothing by "
            f"the name `extract`; {_EXPECTED}."
        )
    end = tree.children[-1].end_point.row + 1 if tree.children else 1
    raise AdapterError(f"{where}:{end}: the adapter exports no `extract`; {_EXPECTED}.")


def _name(declared: Node | None) -> Node | None:
    return declared.child_by_field_name("name") if declared else None


def _options(extract: Node, where: str) -> dict[str, Value | None]:
    found = extract.child_by_field_name("parameters")
    parameters = [
        node for node in (found.named_children if found else ()) if node.type != "comment"
    ]
    names = [_text(node) for node in parameters[:2]]
    third = parameters[2] if len(parameters) == 3 else None
    if names != ["html", "url"][: len(names)] or not names or len(parameters) > 3:
        raise AdapterError(
            f"{where}:{_line(extract)}: `extract` takes {_text(found)}; {_EXPECTED}."
        )
    pattern = third.child_by_field_name("left") if third else None
    if third and (
        third.type != "assignment_pattern" or not pattern or pattern.type != "object_pattern"
    ):
        raise AdapterError(
            f"{where}:{_line(third)}: the third parameter of `extract` is `{_text(third)}`, "
            f"so its options cannot be known; {_EXPECTED}."
        )
    entries = [node for node in pattern.named_children if node.type != "comment"] if pattern else []
    options = dict(_option(node, where) for node in entries)
    return {name: value for name, value in options.items() if name not in RESERVED}


def _option(node: Node, where: str) -> tuple[str, Value | None]:
    place = f"{where}:{_line(node)}: option `{_text(node)}` of `extract`"
    name, default = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "object_assignment_pattern" or name is None or default is None:
        raise AdapterError(f"{place} has no plain default; every option has one.")
    if default.type in _CONSTANTS:
        return _text(name), _CONSTANTS[default.type]
    try:
        value = json.loads(_text(default))
    except ValueError:
        value = ...
    # json reads NaN, Infinity and 1e999 too, which nothing that is JSON can hold.
    if isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value)):
        return _text(name), value
    raise AdapterError(
        f'{place}: expected "text", a finite number, true, false or null as its default, '
        "written out as in JSON."
    )


def _imports(tree: Node) -> Iterator[str]:
    for node in tree.children:
        if node.type == "import_statement":
            yield _text(node.child_by_field_name("source")).strip("\"'")
