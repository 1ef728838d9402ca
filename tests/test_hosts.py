"""Hosts: known by what no other shares, named apart, and unlike where their times are."""

import pickle

import msgspec

from boilerbench.hosts import alike, free_name, this_host, unlike_machines
from boilerbench.machines import this_machine

HERE = this_machine()
BIGGER = msgspec.structs.replace(HERE, cores=HERE.cores + 1)
NEWER = msgspec.structs.replace(HERE, python="3.99.0")


def test_a_host_is_the_same_in_all_its_processes() -> None:
    """What travels to another process and back is still this host."""
    assert pickle.loads(pickle.dumps(this_host())) == this_host()  # noqa: S301  made just here
    assert this_host().name in this_host().identity


def test_machines_are_unlike_where_their_speed_is() -> None:
    """Cores, processor and system count, boilerbench's own Python does not."""
    assert alike(HERE, NEWER)
    assert not alike(HERE, BIGGER)
    assert unlike_machines([HERE, NEWER, BIGGER, HERE]) == (HERE, BIGGER)
    assert unlike_machines([]) == ()


def test_hosts_of_one_name_are_told_apart() -> None:
    """Another machine of the same name gets a number; the same machine keeps the name."""
    taken = {"node": HERE, "node (2)": NEWER}
    assert free_name(taken, "node", HERE) == "node"
    assert free_name(taken, "node", NEWER) == "node (2)"
    assert free_name(taken, "node", BIGGER) == "node (3)"
    assert free_name(taken, "other", BIGGER) == "other"
