"""Closes the network to Python code, and counts who tries it (Python 3.7 or later)."""

import errno
import socket
from typing import Any, List

CONNECTING = ("connect", "connect_ex", "sendto", "sendmsg")
LOOKING_UP = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo")

ATTEMPTS: List[str] = []
"""What was refused since it was last told. Threads may append at once."""


def close() -> None:
    """Make every connection and look-up of Python code fail; sockets within the machine stay."""
    for name in CONNECTING:
        setattr(socket.socket, name, guard(name))
    for name in LOOKING_UP:
        setattr(socket, name, refusal(name))


def take_attempts() -> int:
    """How many attempts there were since this was last asked, or since the start."""
    count = len(ATTEMPTS)
    del ATTEMPTS[:count]
    return count


def guard(name: str) -> Any:
    """A method of sockets that refuses all but those in the file system."""
    method = getattr(socket.socket, name)
    refuse = refusal(name)

    def guarded(self: socket.socket, *arguments: Any, **options: Any) -> Any:
        if self.family == getattr(socket, "AF_UNIX", None):
            return method(self, *arguments, **options)
        return refuse()

    return guarded


def refusal(name: str) -> Any:
    """A function that counts an attempt and fails."""

    def refuse(*arguments: object, **options: object) -> Any:
        ATTEMPTS.append(name)
        # A look-up that fails is a gaierror, which libraries expect; and it is an OSError.
        raise socket.gaierror(errno.ENETUNREACH, "extractors have no network")

    return refuse
