"""Where the extractions of a run were made: each other host is named in `run.json` first."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from boilerbench.batches import Done
from boilerbench.hosts import Host, alike, free_name, this_host
from boilerbench.manifests import Manifest
from boilerbench.records import Extraction
from boilerbench.runs import write_manifest


class Whereabouts:
    """The manifest of a run at work, which learns of hosts as their first pages come back."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._names: dict[str, str | None] = {}
        self.manifest = manifest

    def placed(self, done: Done) -> Iterator[Extraction]:
        """The extractions of a batch, marked with their host where it is not the run's own."""
        if done.host.identity not in self._names:
            self._names[done.host.identity] = self._name_of(done.host)
        name = self._names[done.host.identity]
        for one in done.extractions:
            yield msgspec.structs.replace(one, host=name) if name else one

    def _name_of(self, host: Host) -> str | None:
        own = self.manifest.machine
        if host.identity == this_host().identity and alike(host.machine, own):
            return None
        hosts = self.manifest.hosts
        name = free_name(hosts, host.name, host.machine)
        if name not in hosts:
            hosts = {**hosts, name: host.machine}
            self.manifest = msgspec.structs.replace(self.manifest, hosts=hosts)
            write_manifest(self._folder, self.manifest)
        return name
