"""Plausible inline scripts: what fills the `<script>` of real pages. None of them is ever run."""

import json
from collections.abc import Callable
from typing import Any

from authoring.drawing import Draws

_VERBS = "init load bind track render mount resize observe flush queue report toggle fetch".split()
_THINGS = (
    "slot consent player banner session cursor viewport layout panel meter cookie beacon widget"
    " region cart feed ticker lightbox carousel headline wallet locale theme sensor bucket variant"
).split()
_KEYS = (
    "id slot size region section env build version ttl weight order device layout variant bucket"
    " sample enabled lazy sticky refresh timeout endpoint locale currency theme priority cache"
).split()


def code(kib: float, seed: str, kind: str = "bundle") -> str:
    """About so many kibibytes of the kind: bundle, config, tracker, loader, or state (JSON)."""
    return _KINDS[kind](int(kib * 1024), Draws("script", kind, seed))


def _bundle(size: int, draws: Draws) -> str:
    modules: list[str] = []
    written = 0
    while written < size:
        module = f"{draws.between(1000, 9999)}:function({'t,e,n'}){{{_statements(draws)}}}"
        modules.append(module)
        written += len(module) + 1
    runtime = (
        "function o(i){var a=r[i];return a||(r[i]=a={exports:{}},t[i](a,a.exports,o)),a.exports}"
    )
    return f"!function(t){{var r={{}};{runtime}o.c=r}}({{{','.join(modules)}}});"


def _statements(draws: Draws) -> str:
    lines = ['"use strict";n.r(e)']
    for _ in range(draws.between(3, 9)):
        name, other = _name(draws), _name(draws)
        lines.append(
            draws.one(
                [
                    f"var {name}=n({draws.between(1000, 9999)})",
                    f'e.{name}=function(t){{return t&&t.{other}?t.{other}("{_key(draws)}"):null}}',
                    f'window.addEventListener("{draws.one(["scroll", "resize", "load"])}",{name},!1)',
                    f"for(var i=0;i<t.length;i++)if(t[i].{_key(draws)}>{draws.below(900)}){{{name}(i);break}}",
                    f'document.querySelectorAll(".js-{_thing(draws)}").forEach(function(t){{{name}(t,{draws.below(9)})}})',
                    f"setTimeout(function(){{{name}({other},!0)}},{draws.between(1, 60) * 50})",
                    f'try{{localStorage.setItem("{_thing(draws)}:{_key(draws)}",String(+new Date))}}catch(t){{}}',
                ]
            )
        )
    return ";".join(lines)


def _config(size: int, draws: Draws) -> str:
    return f"window.{_name(draws)}={json.dumps(_record(size, draws), indent=1)};"


def _state(size: int, draws: Draws) -> str:
    return json.dumps(_record(size, draws), separators=(",", ":"))


def _record(size: int, draws: Draws) -> dict[str, Any]:
    record: dict[str, Any] = {}
    written = 0
    while written < size:
        key = f"{_thing(draws)}{draws.between(1, 99)}"
        record[key] = {_key(draws): _value(draws) for _ in range(draws.between(3, 8))}
        written += len(json.dumps(record[key])) + len(key) + 5
    return record


def _value(draws: Draws) -> Any:
    return draws.one(
        [
            draws.below(2) == 1,
            draws.below(5000),
            draws.word(8, "0123456789abcdef"),
            f"/{_thing(draws)}/{_key(draws)}",
            [draws.one([300, 320, 728, 970]), draws.one([50, 90, 250, 600])],
            None,
            f"{_thing(draws)}-{_thing(draws)}",
        ]
    )


def _tracker(size: int, draws: Draws) -> str:
    queue = _thing(draws)
    lines = [f"window.{queue}=window.{queue}||[];function {queue}Push(){{{queue}.push(arguments)}}"]
    while sum(map(len, lines)) < size:
        fields = ",".join(f"{_key(draws)}:{json.dumps(_value(draws))}" for _ in range(4))
        lines.append(f"{queue}Push('{draws.one(_VERBS)}','{_thing(draws)}',{{{fields}}});")
    return "\n".join(lines)


def _loader(size: int, draws: Draws) -> str:
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        name, thing = _name(draws), _thing(draws)
        lines.append(
            f"  // {draws.one(_VERBS)} the {thing} once the {_thing(draws)} is there\n"
            f"  var {name} = d.createElement('script'); {name}.async = true;\n"
            f"  {name}.src = '/static/{thing}.{draws.word(8, '0123456789abcdef')}.js';\n"
            f"  {name}.onload = function () {{ w.{_name(draws)} && w.{_name(draws)}({draws.below(99)}); }};\n"
            f"  d.head.appendChild({name});"
        )
    body = "\n".join(lines)
    return f"(function (w, d) {{\n{body}\n}}(window, document));"


def _name(draws: Draws) -> str:
    return draws.one(_VERBS) + _thing(draws).capitalize()


def _thing(draws: Draws) -> str:
    return draws.one(_THINGS)


def _key(draws: Draws) -> str:
    return draws.one(_KEYS)


_KINDS: dict[str, Callable[[int, Draws], str]] = {
    "bundle": _bundle,
    "config": _config,
    "tracker": _tracker,
    "state": _state,
    "loader": _loader,
}
