"""Extractors that reach for what is not theirs; each act is named as docs/trust.md names it."""

import ctypes
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Things = dict[str, Any]
"""What there is to reach for: a port, a folder, a pid, and the mark in that process's variables."""


def connect(things: Things) -> bool:
    with socket.create_connection(("127.0.0.1", things["port"]), 1):
        return True


def connect_natively(things: Things) -> bool:
    libc = ctypes.CDLL(None)
    place = struct.pack("=HH4s8x", 2, socket.htons(things["port"]), b"\x7f\0\0\x01")
    return bool(libc.connect(libc.socket(2, 1, 0), place, len(place)) == 0)


def connect_elsewhere(things: Things) -> bool:
    code = f"import socket; socket.create_connection(('127.0.0.1', {things['port']}), 1)"
    done = subprocess.call([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    return done == 0


def connect_within(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(address)
    return True


def read_file(things: Things) -> bool:
    return Path(things["folder"], "secret").read_text(encoding="utf-8") == str(things["mark"])


def write_file(things: Things) -> bool:
    Path(things["folder"], "written").write_text("mine now", encoding="utf-8")
    return True


def read_environment(things: Things) -> bool:
    return things["mark"] in os.environ.values()


def read_anothers_environment(things: Things) -> bool:
    kept = Path(f"/proc/{things['pid']}/environ").read_bytes()
    return str(things["mark"]).encode() in kept


def send_signal(things: Things) -> bool:
    os.kill(things["pid"], 0)
    return True


ACTS: dict[str, Callable[[Things], bool]] = {
    "connects from Python or JavaScript": connect,
    "connects from native code": connect_natively,
    "connects from a process that it starts": connect_elsewhere,
    "talks to a service through a socket in the file system": lambda things: connect_within(
        f"{things['folder']}/socket"
    ),
    "talks to a service through an abstract socket": lambda things: connect_within(
        f"\0{things['mark']}"
    ),
    "reads a file that you can read": read_file,
    "writes a file that you can write": write_file,
    "is handed your environment variables": read_environment,
    "reads those of another process of yours": read_anothers_environment,
    "sends a signal to another process of yours": send_signal,
}


def extract(html: str, url: str | None = None) -> str:
    things = json.loads(html)
    try:
        return "possible" if ACTS[url or ""](things) else "stopped"
    except OSError:
        return "stopped"
