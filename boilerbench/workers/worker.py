"""Runs one extractor in whatever Python it needs (3.7 or later), page after page.

Usage: worker.py CONFIG, a JSON object: target (an adapter file or `call:module:function`),
options, input ("text" or "bytes"), search_path and limit (bytes of a result).

Wire format, both ways: one line of JSON with the key "bytes", then that many raw bytes.
  host:    {"bytes", "id", "url", "language"} and the page (UTF-8 for input "text")
  worker:  {"bytes": 0, "kind": "greeting", "runtime", "platform", "import_ns", "network", "libxml2"}
            once, when the extractor is imported;
           {"bytes": 0, "kind": "began", "id"} when a page has been read: from here on what
            happens is the page's doing;
           {"bytes", "kind": "answer", "id", "outcome", "parts": [[name, bytes]...], "reason",
            "surrogates", "wall_ns", "cpu_ns", "peak_memory", "held_memory", "network_attempts"}
            and the parts (text, markdown, title, author, date: UTF-8, one after another).
End of input ends the worker. An extractor that cannot be imported ends it before the greeting,
the reason in the last line on stderr.
"""

import sys

if __name__ == "__main__":
    del sys.path[0]  # this folder must never shadow what the extractor imports

import errno
import importlib
import json
import os
import re
import time
import types
from contextlib import suppress
from typing import Any, BinaryIO, Callable, Dict, List, Optional, Tuple

PARTS = ("text", "markdown", "title", "author", "date")
SURROGATE = re.compile("[\ud800-\udfff]")
REASON_LENGTH = 500
NAMES = {"cpython": "CPython", "pypy": "PyPy"}
NETWORK_ATTEMPTS: List[int] = []


class BadOutput(Exception):
    """A result that breaks the contract; the message says how."""


class Channel:
    """The host's end of stdin and stdout, moved where no library looks for them."""

    def __init__(self) -> None:
        self.requests: BinaryIO = open(os.dup(0), "rb", buffering=1 << 16)
        self.replies = os.dup(1)
        self.owner = os.getpid()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)

    def receive(self) -> Optional[Tuple[Dict[str, Any], bytes]]:
        """The next request's header and page, or None at the end."""
        line = self.requests.readline()
        if not line:
            return None
        header = json.loads(line.decode("utf-8"))
        body = self.requests.read(header["bytes"])
        return (header, body) if len(body) == header["bytes"] else None

    def send(self, chunks: List[bytes], **header: object) -> None:
        """Write one message; a forked copy of this process has no voice and ends here."""
        if os.getpid() != self.owner:
            os._exit(0)
        header["bytes"] = sum(map(len, chunks))
        line = json.dumps(header).encode("ascii") + b"\n"
        for chunk in [line + chunks[0], *chunks[1:]] if chunks else [line]:
            view = memoryview(chunk)
            while view:
                view = view[os.write(self.replies, view) :]


def load(target: str) -> Callable[..., Any]:
    """The function an adapter file or a `call:` target names."""
    if target.startswith("call:"):
        module_name, _, function_name = target[len("call:") :].partition(":")
        module: types.ModuleType = importlib.import_module(module_name)
    else:
        function_name, module = "extract", load_file(target)
    function: Any = module
    for name in function_name.split("."):
        function = getattr(function, name, None)
    if not callable(function):
        sys.exit("%s has no function %s" % (target, function_name))
    return function  # type: ignore[no-any-return]  # foreign, so of any type


def load_file(path: str) -> types.ModuleType:
    """A module from a file, under a name no library has and with no cache left beside it."""
    stem = os.path.splitext(os.path.basename(path))[0]
    module = types.ModuleType("boilerbench_adapter_" + re.sub(r"\W", "_", stem))
    module.__file__ = path
    sys.modules[module.__name__] = module  # dataclasses and pickle look there
    with open(path, "rb") as file:
        exec(compile(file.read(), path, "exec", dont_inherit=True), module.__dict__)
    return module


def find_context(function: Callable[..., Any]) -> List[str]:
    """What the function wants to be told of a page; a plain callable may take the page alone."""
    import inspect  # late, and after the import was timed

    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return []
    open_ended = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
    takes_url = open_ended or "url" in parameters
    return ["url"] * takes_url + ["page_language"] * ("page_language" in parameters)


def close_network() -> None:
    """Make every connection and look-up of Python code fail; sockets within the machine stay."""
    import socket

    def refuse(*arguments: object, **options: object) -> Any:
        NETWORK_ATTEMPTS.append(1)
        # A look-up that fails is a gaierror, which libraries expect; and it is an OSError.
        raise socket.gaierror(errno.ENETUNREACH, "extractors have no network")

    def guard(name: str) -> None:
        method = getattr(socket.socket, name)

        def guarded(self: socket.socket, *arguments: Any, **options: Any) -> Any:
            local = self.family == getattr(socket, "AF_UNIX", None)
            return (method if local else refuse)(self, *arguments, **options)

        setattr(socket.socket, name, guarded)

    for name in ("connect", "connect_ex", "sendto", "sendmsg"):
        guard(name)
    for name in "getaddrinfo gethostbyname gethostbyname_ex gethostbyaddr getnameinfo".split():
        setattr(socket, name, refuse)


def measure(
    function: Callable[..., Any], page: Any, options: Dict[str, Any]
) -> Tuple[Any, Any, Dict[str, int]]:
    """Call the extractor once: what it returned, what it raised, and what the call alone cost."""
    NETWORK_ATTEMPTS.clear()
    reset_peak_memory()
    result = raised = None
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    try:
        result = function(page, **options)
    except BaseException as error:  # foreign code may raise anything, and all of it is data
        raised = error
    cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
    cost = dict(read_memory(), wall_ns=wall, cpu_ns=cpu, network_attempts=len(NETWORK_ATTEMPTS))
    return result, raised, cost


def judge(
    result: Any, raised: Optional[BaseException], limit: int
) -> Tuple[Dict[str, Any], List[bytes]]:
    """The answer's header and body; even looking at what came back may run foreign code."""
    if raised is None:
        try:
            parts, surrogates = pack(result, limit)
        except BadOutput as error:
            return {"outcome": "bad-output", "parts": [], "reason": mend(str(error))[0]}, []
        except BaseException as error:
            raised = error
        else:
            filled = any(part for name, part in parts if name in ("text", "markdown"))
            sizes = [(name, len(part)) for name, part in parts]
            header = {"outcome": "ok" if filled else "empty", "parts": sizes}
            return dict(header, surrogates=surrogates), [part for _, part in parts]
    outcome = "memory" if isinstance(raised, MemoryError) else "error"
    return {"outcome": outcome, "parts": [], "reason": describe(raised)}, []


def pack(result: Any, limit: int) -> Tuple[List[Tuple[str, bytes]], int]:
    """A result as named UTF-8 parts, with the number of lone surrogates replaced in them."""
    values = {"text": result} if result is None or isinstance(result, str) else result
    if not isinstance(values, dict):
        raise BadOutput("returned %s; expected str, None or a dict" % name_type(values))
    unknown = sorted(ascii(key) for key in values if key not in PARTS)
    if unknown or not {"text", "markdown"} & set(values):
        what = "the unknown key " + unknown[0] if unknown else "neither text nor markdown"
        raise BadOutput("returned a dict with %s; its keys are %s" % (what, ", ".join(PARTS)))
    parts, surrogates, size = [], 0, 0
    for name in PARTS:
        value = values.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadOutput("returned %s as %s; expected str" % (name, name_type(value)))
        encoded, lone = encode(value) if size + len(value) <= limit else (b"", 0)
        size += max(len(encoded), len(value))
        if size > limit:
            raise BadOutput("returned more than %d MiB" % (limit >> 20))
        parts.append((name, encoded))
        surrogates += lone
    return parts, surrogates


def encode(text: str) -> Tuple[bytes, int]:
    """UTF-8 of a string, and how many lone surrogates were replaced in it."""
    try:
        return str.encode(text, "utf-8"), 0
    except UnicodeEncodeError:
        text, lone = mend(text)
        return text.encode("utf-8"), lone


def mend(text: str) -> Tuple[str, int]:
    """A string whose pairs of surrogates are joined and lone ones U+FFFD, and how many were lone."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return SURROGATE.subn("\ufffd", joined)


def name_type(value: object) -> str:
    return ("%s.%s" % (type(value).__module__, type(value).__qualname__)).replace("builtins.", "")


def describe(error: BaseException) -> str:
    """An exception's type and the last line of its message, if it lets itself be asked."""
    try:
        BaseException.with_traceback(error, None)  # its frames hold the memory that ran out
        name = name_type(error)
    except BaseException:
        name = "an exception without a name"
    try:
        lines = list(filter(None, map(str.strip, str(error).splitlines())))
    except BaseException as second:
        lines = ["its message raised " + type(second).__name__]
    return mend(": ".join([name, *lines[-1:]])[:REASON_LENGTH])[0]


def reset_peak_memory() -> None:
    """Make the kernel's high-water mark start anew where it can (Linux), so that it is per call."""
    with suppress(OSError), open("/proc/self/clear_refs", "wb", buffering=0) as file:
        file.write(b"5")


def read_memory() -> Dict[str, int]:
    """Resident bytes, peak and now (0: unknown): ru_maxrss also remembers the launcher's peak."""
    with suppress(OSError), open("/proc/self/status", "rb") as file:
        peak, held = re.findall(rb"Vm(?:HWM|RSS):\s*(\d+) kB", file.read())  # in this order
        return {"peak_memory": int(peak) << 10, "held_memory": int(held) << 10}
    import resource  # late: Linux does without

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = peak if sys.platform == "darwin" else peak << 10
    return {"peak_memory": peak, "held_memory": 0}


def greet(channel: Channel, import_ns: int, network: str) -> None:
    etree, kind = sys.modules.get("lxml.etree"), sys.implementation.name
    channel.send(
        [],
        kind="greeting",
        runtime="%s %d.%d.%d" % (NAMES.get(kind, kind), *sys.version_info[:3]),
        platform="%s-%s" % (sys.platform, os.uname().machine),
        import_ns=import_ns,
        network=network,
        libxml2=".".join(map(str, etree.LIBXML_VERSION)) if etree else None,
    )


def serve(channel: Channel, function: Callable[..., Any], config: Dict[str, Any]) -> None:
    """Answer requests until there are no more."""
    wanted, as_text = find_context(function), config["input"] == "text"
    for header, body in iter(channel.receive, None):
        channel.send([], kind="began", id=header["id"])
        page = body.decode("utf-8", "replace") if as_text else body
        known = {"url": header["url"], "page_language": header["language"]}
        options = dict(config["options"], **{name: known[name] for name in wanted})
        result, raised, cost = measure(function, page, options)
        verdict, chunks = judge(result, raised, config["limit"])
        channel.send(chunks, kind="answer", id=header["id"], **verdict, **cost)
        del body, page, result, raised, chunks  # or the next page's peak would count them


def main() -> None:
    config = json.loads(sys.argv[1])
    channel = Channel()
    sys.argv[1:] = []
    sys.path[:0] = config["search_path"]
    closed = os.environ.get("BOILERBENCH_NETWORK") == "namespace"
    close_network()  # inside a network namespace too: attempts are counted here
    start = time.perf_counter_ns()
    function = load(config["target"])
    import_ns = time.perf_counter_ns() - start
    greet(channel, import_ns, "namespace" if closed else "patched")
    serve(channel, function, config)


if __name__ == "__main__":
    main()
    os._exit(0)  # threads the extractor left behind are not waited for
