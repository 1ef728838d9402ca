"""The hosts that a run was made on: which one this is, and whose times may stand side by side."""

import os
import platform
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from boilerbench.machines import this_machine
from boilerbench.manifests import Machine


class Host(msgspec.Struct, frozen=True):
    """A host as its processes know it: what it is called, and what no other host shares.

    `identity` is of the start of its kernel and of the files that a process sees there, so two
    containers of one machine are two hosts.
    """

    name: str
    identity: str
    machine: Machine


@cache
def this_host() -> Host:
    """The host of this process."""
    return Host(platform.node() or "unnamed", _identity(), this_machine())


def _identity() -> str:
    parts = [platform.node()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    with suppress(OSError):
        parts.append(str(os.stat("/proc/self/ns/mnt").st_ino))  # noqa: PTH116  no path, a handle
    return " ".join(parts)


def alike(one: Machine, other: Machine) -> bool:
    """Whether times of two machines may stand side by side."""
    return _kind(one) == _kind(other)


def unlike_machines(machines: Iterable[Machine]) -> tuple[Machine, ...]:
    """One machine of each kind, in the order in which they come."""
    found: dict[tuple[str, int, str], Machine] = {}
    for machine in machines:
        found.setdefault(_kind(machine), machine)
    return tuple(found.values())


def _kind(machine: Machine) -> tuple[str, int, str]:
    return machine.processor, machine.cores, machine.system


def described(machine: Machine) -> str:
    """A machine in a phrase."""
    return f"{machine.processor}, {machine.cores} cores, {machine.system}"


def free_name(hosts: Mapping[str, Machine], name: str, machine: Machine) -> str:
    """What a host is called among others: its name, with a number where another has that."""
    wanted, number = name, 1
    while wanted in hosts and hosts[wanted] != machine:
        number += 1
        wanted = f"{name} ({number})"
    return wanted
