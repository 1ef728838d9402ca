"""Where a report's numbers come from: corpus, machine, settings, versions."""

from collections.abc import Iterator

from boilerbench.hosts import described
from boilerbench.report.contents import Contents


def provenance(contents: Contents) -> tuple[tuple[str, str], ...]:
    """What holds for all extractors of the run, by name."""
    return tuple(_facts(contents))


def _facts(contents: Contents) -> Iterator[tuple[str, str]]:
    manifest = contents.manifest
    corpus, machine, settings = manifest.corpus, manifest.machine, manifest.settings
    yield "corpus", f"{corpus.name}, digest {corpus.digest}"
    yield "source", corpus.source
    yield "kind of corpus", "synthetic" if corpus.synthetic else "real pages"
    yield "run begun", manifest.created
    yield "boilerbench", manifest.boilerbench
    yield "machine", f"{machine.system}; {machine.processor}, {machine.cores} cores"
    for name, other in manifest.hosts.items():
        yield f"also on {name}", described(other)
    yield "Python", machine.python
    memory = "each adapter's own" if settings.memory_mb is None else f"{settings.memory_mb} MB"
    yield "limits of a page", f"{settings.timeout:g} s, memory: {memory}"
    yield "isolated", "every extractor" if settings.isolated else "where it has to be"
    if manifest.jobs is not None:
        yield "extractions at once", str(manifest.jobs)
    if manifest.rules is not None:
        yield "cleaned by", str(manifest.rules)
    yield from manifest.policies.items()
