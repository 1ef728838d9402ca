"""Runs one extractor in whatever Python it needs (3.7 or later), page after page.

Usage: worker.py CONFIG, a JSON object: target (an adapter file or `call:module:function`),
options, input ("text" or "bytes"), search_path and limit (bytes of a result).

Wire format, both ways: one line of JSON with the key "bytes", then that many raw bytes.
  host:    {"bytes", "id", "url", "language"} and the page (UTF-8 for input "text"); with
           "timed": true it is a call under the timing protocol (pace.py)
  worker:  {"bytes": 0, "kind": "greeting", "runtime", "platform", "import_ns", "network", "libxml2"}
            once, when the extractor is imported;
           {"bytes": 0, "kind": "began", "id"} when a page has been read: from here on what
            happens is the page's doing;
           {"bytes", "kind": "answer", "id", "outcome", "parts": [[name, bytes]...], "reason",
            "surrogates", "wall_ns", "cpu_ns", "peak_memory", "held_memory", "network_attempts",
            "pace_ns" (timed calls: laps before and after)}
            and the parts (text, markdown, title, author, date: UTF-8, one after another).
End of input ends the worker. An extractor that cannot be imported ends it before the greeting,
the reason in the last line on stderr.
"""

import sys

if __name__ == "__main__":
    del sys.path[0]  # this folder must never shadow what the extractor imports

import gc
import importlib
import json
import os
import re
import resource
import time
import types
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Tuple

# Taken before an extractor is imported, which may replace them: some freeze time in their tests.
wall_clock = time.perf_counter_ns
own_clock = time.process_time_ns
usage_of_children = resource.getrusage
COLLECTOR = {name: getattr(gc, name, None) for name in dir(gc)}

IMPLEMENTATIONS = {"cpython": "CPython", "pypy": "PyPy"}


def load_file(path: str, prefix: str) -> types.ModuleType:
    """A module from a file, under a name no library has and with no cache left beside it."""
    stem = os.path.splitext(os.path.basename(path))[0]
    module = types.ModuleType(prefix + re.sub(r"\W", "_", stem))
    module.__file__ = path
    sys.modules[module.__name__] = module  # dataclasses and pickle look there
    with open(path, "rb") as file:
        exec(compile(file.read(), path, "exec", dont_inherit=True), module.__dict__)
    return module


def load_neighbour(name: str) -> types.ModuleType:
    """A module of this folder, which is not on the path, here or in a process that is spawned."""
    path = os.path.join(os.path.dirname(__file__), name + ".py")
    return load_file(path, "boilerbench_worker_")


if TYPE_CHECKING:
    from boilerbench.workers import channel, memory, network, pace, results
else:
    channel = load_neighbour("channel")
    memory = load_neighbour("memory")
    network = load_neighbour("network")
    results = load_neighbour("results")


def load(target: str) -> Callable[..., Any]:
    """The function an adapter file or a `call:` target names."""
    if target.startswith("call:"):
        module_name, _, function_name = target[len("call:") :].partition(":")
        module: types.ModuleType = importlib.import_module(module_name)
    else:
        module = load_file(target, "boilerbench_adapter_")
        function_name = "extract"
    function: Any = module
    for name in function_name.split("."):
        function = getattr(function, name, None)
    if not callable(function):
        sys.exit("%s has no function %s" % (target, function_name))
    return function  # type: ignore[no-any-return]  # foreign, so of any type


def find_context(function: Callable[..., Any]) -> List[str]:
    """What the function wants to be told of a page; a plain callable may take the page alone."""
    import inspect  # late, and after the import was timed

    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return []
    open_ended = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    wanted = []
    if open_ended or "url" in parameters:
        wanted.append("url")
    if "page_language" in parameters:
        wanted.append("page_language")
    return wanted


def cpu_clock() -> int:
    """CPU nanoseconds of this process, and of those that it started and that have ended."""
    used = usage_of_children(resource.RUSAGE_CHILDREN)
    return own_clock() + int((used.ru_utime + used.ru_stime) * 1e9)


def measure(
    function: Callable[..., Any], page: Any, options: Dict[str, Any]
) -> Tuple[Any, Any, Dict[str, Any]]:
    """Call the extractor once: what it returned, what it raised, and what the call alone cost."""
    memory.reset_peak()
    result = None
    raised = None
    wall_start = wall_clock()
    cpu_start = cpu_clock()
    try:
        result = function(page, **options)
    except BaseException as error:  # foreign code may raise anything, and all of it is data
        raised = error
    cpu_end = cpu_clock()
    wall_end = wall_clock()
    cost = {
        "wall_ns": wall_end - wall_start,
        "cpu_ns": cpu_end - cpu_start,
        "network_attempts": network.take_attempts(),
    }
    return result, raised, dict(cost, **memory.read())


def make_track() -> "pace.Track":
    """What surrounds timed calls, loaded late: other runs start without it."""
    return load_neighbour("pace").Track(wall_clock, COLLECTOR)  # type: ignore[no-any-return]  # a module found by name


def greet(host: channel.Channel, import_ns: int, closed_by: str) -> None:
    """Tell the host that the extractor is imported, and in which surroundings."""
    name = sys.implementation.name
    etree = sys.modules.get("lxml.etree")
    host.send(
        [],
        kind="greeting",
        runtime="%s %d.%d.%d" % (IMPLEMENTATIONS.get(name, name), *sys.version_info[:3]),
        platform="%s-%s" % (sys.platform, os.uname().machine),
        import_ns=import_ns,
        network=closed_by,
        libxml2=".".join(map(str, etree.LIBXML_VERSION)) if etree else None,
    )


def serve(host: channel.Channel, function: Callable[..., Any], config: Dict[str, Any]) -> None:
    """Answer requests until there are no more."""
    wanted = find_context(function)
    as_text = config["input"] == "text"
    track = None
    for header, body in iter(host.receive, None):
        host.send([], kind="began", id=header["id"])
        page = body.decode("utf-8", "replace") if as_text else body
        known = {"url": header["url"], "page_language": header["language"]}
        options = dict(config["options"], **{name: known[name] for name in wanted})
        timed = header.get("timed", False)
        track = track or (make_track() if timed else None)
        before = track.begin() if track and timed else 0
        result, raised, cost = measure(function, page, options)
        if track and timed:
            cost["pace_ns"] = [before, track.end()]
        verdict, chunks = results.judge(result, raised, config["limit"])
        host.send(chunks, kind="answer", id=header["id"], **verdict, **cost)
        del body, page, result, raised, chunks  # or the next page's peak would count them


def main() -> None:
    config = json.loads(sys.argv[1])
    host = channel.Channel()
    sys.argv[1:] = []
    sys.path[:0] = config["search_path"]
    contained = os.environ.get("BOILERBENCH_NETWORK") == "namespace"
    network.close()  # inside a network namespace too: attempts are counted here
    start = wall_clock()
    function = load(config["target"])
    import_ns = wall_clock() - start
    greet(host, import_ns, "namespace" if contained else "patched")
    serve(host, function, config)


if __name__ == "__main__":
    main()
    os._exit(0)  # threads the extractor left behind are not waited for
