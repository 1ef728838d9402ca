"""Extractors that reach for the network, or change and reveal where they run."""

import ast
import json
import multiprocessing
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor


def connect(port: str) -> str:
    with socket.socket() as client:
        client.connect(("127.0.0.1", int(port)))
    return "connected"


def create_connection(port: str) -> str:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=1):
        return "connected"


def connect_with_number(port: str) -> str:
    with socket.socket() as client:
        return str(client.connect_ex(("127.0.0.1", int(port))))


def send_datagram(port: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        return str(client.sendto(b"x", ("127.0.0.1", int(port))))


def look_up(_: str) -> str:
    return str(socket.getaddrinfo("example.com", 80))


def look_up_by_name(_: str) -> str:
    return socket.gethostbyname("example.com")


def talk_within_the_machine(_: str) -> str:
    server = socket.socket(socket.AF_UNIX)
    server.bind("here.sock")
    server.listen()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("here.sock")
        client.sendall(b"x")
    return "connected"


def spawn(_: str) -> str:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(str.upper, "spawned").result()


def change_everything(_: str) -> str:
    os.chdir("/")
    os.environ.clear()
    sys.path.clear()
    sys.modules.pop("json")
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  as left open by a library
    signal.signal(signal.SIGTERM, lambda *_: None)
    os.umask(0o777)
    return "changed"


def reveal(_: str) -> str:
    with open("/proc/self/oom_score_adj") as file:  # noqa: PTH123  plain is enough
        oom = int(file.read())
    return json.dumps(
        {
            "environment": dict(os.environ),
            "folder": os.getcwd(),  # noqa: PTH109  plain is enough
            "path": sys.path,
            "arguments": sys.argv[1:],
            "core": resource.getrlimit(resource.RLIMIT_CORE),
            "data": resource.getrlimit(resource.RLIMIT_DATA),
            "address space": resource.getrlimit(resource.RLIMIT_AS),
            "ids": [os.getuid(), os.getgid(), os.geteuid(), os.getegid()],
            "ignored": [n for n in signal.Signals if signal.getsignal(n) is signal.SIG_IGN],
            "descriptors": sorted(map(int, os.listdir("/proc/self/fd"))),  # noqa: PTH208  plain
            "name": __name__,
            "oom": oom,
        }
    )


ACTS: dict[str, Callable[[str], str]] = {
    "connect": connect,
    "create-connection": create_connection,
    "connect-ex": connect_with_number,
    "datagram": send_datagram,
    "look-up": look_up,
    "look-up-name": look_up_by_name,
    "unix": talk_within_the_machine,
    "spawn": spawn,
    "change": change_everything,
    "reveal": reveal,
    "ast": lambda _: str(ast.__file__),
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    return ACTS[act](url or "") if "evil" in html else html
