"""Our own rule files: TOML, a table `[[rule]]` for each rule; they can say everything."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import msgspec
import tomli_w
from msgspec.structs import replace

from boilerbench.errors import RuleError
from boilerbench.rules.model import Rule, RuleFile, SiteTest
from boilerbench.rules.syntaxes.fields import rule_of, test_of
from boilerbench.rules.syntaxes.tables import Places, Table, places
from boilerbench.rules.syntaxes.values import FieldError
from boilerbench.rules.syntaxes.writing import Written
from boilerbench.spelling import suggestion

_Made = TypeVar("_Made", Rule, SiteTest)
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LITERAL: Final = re.compile(r"[^'\x00-\x1f\x7f]*")
_TABLES: Final = ("rule", "test")


def parse(text: str, name: str) -> RuleFile:
    """The rules and tests of a file; RuleError with the line of whatever is wrong."""
    try:
        fields = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_toml(error, text, name) from error
    found = places(text)
    for key in fields:
        if key not in _TABLES:
            raise RuleError(
                f"{name}:{found.top.keys.get(key, 1)}: {key!r} stands outside of all rules; "
                f"expected tables [[rule]] and [[test]]{suggestion(key, _TABLES)}"
            )
    rules = _each(rule_of, "rule", fields, found, name)
    tests = _each(test_of, "test", fields, found, name)
    return RuleFile(
        name,
        tuple(rule for rule, _ in rules),
        tuple(line for _, line in rules),
        tests=tuple(replace(test, line=line) for test, line in tests),
    )


def _no_toml(error: Exception, text: str, name: str) -> RuleError:
    found = _PLACE.search(str(error))
    if found and found[1]:
        place = f":{found[1]}:{found[2]}"
    else:
        place = f":{text.count(chr(10)) + 1}" if found else ""
    said = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
    return RuleError(f"{name}{place}: it is no TOML: {_PLACE.sub('', said)}.")


def _each(
    make: Callable[[Mapping[str, Any]], _Made],
    key: str,
    fields: Mapping[str, Any],
    found: Places,
    name: str,
) -> list[tuple[_Made, int]]:
    """What each table under a key says, with its line."""
    listed = fields.get(key, [])
    first = found.top.keys.get(key, 1)
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise RuleError(
            f"{name}:{first}: {key!r} is no list of tables; "
            f"expected [[{key}]], in two brackets, above each {key}."
        )
    # Tables may also be written inline, in a list, and then have no lines of their own.
    known = found.named.get(key, [])
    at = known if len(known) == len(listed) else [Table(first)] * len(listed)
    return [
        (_made(make, one, place, name), place.line) for one, place in zip(listed, at, strict=True)
    ]


def _made(
    make: Callable[[Mapping[str, Any]], _Made], one: Mapping[str, Any], place: Table, name: str
) -> _Made:
    try:
        return make(one)
    except FieldError as error:
        line = place.keys.get(error.field or "", place.line)
        raise RuleError(f"{name}:{line}: {error}") from error


def write(file: RuleFile) -> Written:
    """The rules and tests of a file in our syntax, without what is so by default."""
    said = [f"[[rule]]\n{_fields(_said(rule))}" for rule in file.rules]
    for test in file.tests:
        contains = {"contains": list(test.contains)} if test.contains else {}
        said.append(f"[[test]]\n{_fields({'url': test.url, **contains})}")
    return Written("\n".join(said))


def _said(rule: Rule) -> dict[str, Any]:
    """The fields of a rule that are not so by default, in the order in which people read them."""
    values = msgspec.structs.asdict(rule)
    defaults = msgspec.structs.asdict(Rule(rule.what))
    what = msgspec.structs.asdict(values.pop("what"))
    name, *options = what
    matcher = rule.what.__struct_config__.tag
    usual = dict(zip(options, rule.what.__struct_defaults__[-len(options) :], strict=False))
    said: dict[str, Any] = {"kind": values["kind"], str(matcher): what[name]}
    said |= {key: what[key] for key in options if what[key] != usual[key]}
    said |= {key: value for key, value in values.items() if value != defaults[key]}
    if rule.kind == defaults["kind"]:
        del said["kind"]
    return said


def _fields(said: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in said.items())


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    # A literal string shows a pattern or a selector as it is.
    if isinstance(value, str) and ("\\" in value or '"' in value) and _LITERAL.fullmatch(value):
        return f"'{value}'"
    return tomli_w.dumps({"_": value}).removeprefix("_ = ").rstrip("\n")
