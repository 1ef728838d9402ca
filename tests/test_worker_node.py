"""What Node's worker does beside what the worker of either runtime does."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError
from boilerbench.pins import SUFFIXES, Runtime
from boilerbench.records import Reply
from boilerbench.sessions import Session
from tests.evil import RUNTIMES, command_for, needs_node

pytestmark = needs_node


def write(file: Path, source: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return file


def command(folder: Path, source: str, **given: Any) -> Command:
    return command_for("node", write(folder / "adapter.mjs", source), **given)


def ask(command: Command, page: bytes = b"page", language: str | None = None) -> Reply:
    with Session(command) as session:
        return session.ask(page, "https://site.example/", language)


def refusal(command: Command) -> str:
    with Session(command) as session, pytest.raises(UnavailableError) as caught:
        session.greeting()
    return str(caught.value)


ECHO = """
export async function extract(html, url, options) {
  const kind = html instanceof Uint8Array ? "bytes" : typeof html;
  return JSON.stringify([kind, String(html), url, options]);
}
"""


def test_the_greeting_tells_where_the_worker_runs(tmp_path: Path) -> None:
    """Node's version, the machine, the import time and what keeps it off the network."""
    source = "await new Promise((resolve) => setTimeout(resolve, 30));" + ECHO
    with Session(command(tmp_path, source)) as session:
        greeting = session.greeting()
    assert (greeting.runtime or "").startswith("Node.js ")
    assert (greeting.import_ns or 0) > 29_000_000
    assert greeting.network in ("namespace", "patched")
    assert greeting.libxml2 is None


def test_page_url_options_and_language_arrive(tmp_path: Path) -> None:
    """Text is decoded from UTF-8, bytes are not; the language stands among the options."""
    page = "\ufeffé\U0001f600".encode() + b"\xff"
    options = (("a", "\u00fc"), ("b", 1), ("c", 1.5), ("d", True))
    for kind, seen in (("text", "string"), ("bytes", "bytes")):
        echo = command(tmp_path, ECHO, options=options, input=kind)
        given = dict(options) | {"page_language": "de"}
        expected = [seen, page.decode("utf-8", "replace"), "https://site.example/", given]
        assert json.loads(ask(echo, page, "de").text) == expected


PACKAGES = {
    "env/node_modules/outer/index.js": "export { name } from 'inner'; export const from = 'env';",
    "env/node_modules/outer/package.json": '{"type": "module", "exports": "./index.js"}',
    "env/node_modules/outer/node_modules/inner/index.js": "exports.name = 'inner of outer';",
    "env/node_modules/inner/index.js": "exports.name = 'inner';",
    "here/node_modules/outer/index.js": "exports.from = 'here'; exports.name = 'x';",
}
IMPORTING = """
import { from, name } from "outer";
export const extract = () => `${from}, ${name}`;
"""


@pytest.mark.parametrize(
    ("search_path", "text"),
    [
        (("env",), "env, inner of outer"),
        (("env/work/space",), "env, inner of outer"),
        ((), "here, x"),
    ],
)
def test_packages_come_from_the_environment(
    tmp_path: Path, search_path: tuple[str, ...], text: str
) -> None:
    """What an adapter imports is found in its environment, without one beside the adapter."""
    for name, source in PACKAGES.items():
        write(tmp_path / name, source)
    found = tuple(str(tmp_path / folder) for folder in search_path)
    assert ask(command(tmp_path / "here", IMPORTING, search_path=found)).text == text
    assert [file.name for file in (tmp_path / "env").iterdir()] == ["node_modules"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("export const extract = (;", "SyntaxError: Unexpected token ';'."),
        ("import 'gone';", "Error: Cannot find package 'gone' imported from {adapter}."),
        (
            "import { gone } from 'node:fs';",
            "SyntaxError: The requested module 'node:fs' does not provide an export named 'gone'.",
        ),
        ("export default () => '';", "{adapter} has no function extract."),
        ("export const extract = 'text';", "{adapter} has no function extract."),
        ("throw new TypeError('first line\\nhint');", "TypeError: first line."),
        ("throw null;", "null."),
        ("await new Promise(() => {});", "Error: its promise can never settle."),
        ("setTimeout(() => { throw 5; }); await new Promise(() => {});", "number: 5."),
        ("process.exit(3);", "it exited with code 3."),
    ],
)
def test_an_adapter_that_cannot_be_imported_is_unavailable(
    tmp_path: Path, source: str, reason: str
) -> None:
    """The reason names the adapter, wherever its copy lay."""
    starting = command(tmp_path, source, search_path=(str(tmp_path),))
    expected = reason.format(adapter=starting.target)
    assert refusal(starting) == f"{starting.target} cannot start: {expected}"


def test_time_is_that_of_the_call(tmp_path: Path) -> None:
    """Waiting for a promise is wall time and no CPU time; working is both."""
    source = """
    export async function extract(html) {
      if (html === "wait") await new Promise((resolve) => setTimeout(resolve, 100));
      else for (const start = process.cpuUsage(); process.cpuUsage(start).user < 100000; );
      return html;
    }"""
    with Session(command(tmp_path, source)) as session:
        waiting, working = (session.ask(page).timing for page in (b"wait", b"work"))
    assert waiting
    assert working
    assert min(waiting.wall_ns, working.wall_ns, working.cpu_ns) > 98e6
    assert waiting.cpu_ns < 60e6


def test_peak_memory_is_of_the_page(tmp_path: Path) -> None:
    """A page that took 200 MB and let go of them does not raise the peak of the next."""
    source = """
    import v8 from "node:v8";
    import vm from "node:vm";
    v8.setFlagsFromString("--expose-gc");
    const gc = vm.runInNewContext("gc");
    let kept = null;
    export async function extract(html) {
      kept = html === "big" ? Buffer.alloc(200 << 20, 1) : null;
      kept = null;
      await new Promise((resolve) => setImmediate(resolve));
      gc();
      return html;
    }"""
    with Session(command(tmp_path, source)) as session:
        peaks = [
            reply.timing.peak_memory
            for reply in map(session.ask, (b"a", b"big", b"b", b"c"))
            if reply.timing
        ]
    assert peaks[1] - peaks[0] > 190 << 20
    assert peaks[3] - peaks[0] < 50 << 20


def test_one_process_answers_every_page(tmp_path: Path) -> None:
    """What an import builds is kept from page to page, and weak references are let go."""
    source = """
    let [pages, gone] = [0, 0];
    const registry = new FinalizationRegistry(() => (gone += 1));
    export function extract() {
      for (let count = 0; count < 20000; count += 1) registry.register({ a: new Array(100) }, 0);
      return JSON.stringify([process.pid, (pages += 1), gone]);
    }"""
    with Session(command(tmp_path, source)) as session:
        seen = [json.loads(session.ask(b"").text) for _ in range(30)]
    assert len({pid for pid, _, _ in seen}) == 1
    assert [pages for _, pages, _ in seen] == list(range(1, 31))
    assert seen[-1][2] > 0


LEAKS: dict[Runtime, str] = {
    "python": "kept = []\n"
    "def extract(html): kept.append(b'x' * (100 << 20)); return str([html, len(kept)])",
    "node": "const kept = [];\n"
    "export const extract = (html) => { kept.push(Buffer.alloc(100 << 20, 1)); "
    "return JSON.stringify([html, kept.length]); };",
}


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_worker_that_keeps_half_its_cap_is_replaced(tmp_path: Path, runtime: Runtime) -> None:
    """What keeps 100 MB of each page starts anew past 256 of its 512, and no page is lost."""
    adapter = write(tmp_path / f"leak{SUFFIXES[runtime]}", LEAKS[runtime])
    pages = [str(number) for number in range(7)]
    with Session(command_for(runtime, adapter, memory_mb=512)) as session:
        texts = [session.ask(page.encode()).text for page in pages]
    seen = [ast.literal_eval(text) for text in texts]
    assert seen == [[page, kept] for page, kept in zip(pages, [1, 2, 3] * 3, strict=False)]
