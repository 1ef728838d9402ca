"""Shards of a run joined into one run folder, as if it had been made at once."""

import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError
from boilerbench.hosts import alike, free_name
from boilerbench.locking import at_rest
from boilerbench.manifests import Machine, Manifest, Shard, SystemRecord
from boilerbench.mergeable import check_corpus, check_runs, is_oracle, whole_pages
from boilerbench.recording import Recorder, cannot_write
from boilerbench.records import Extraction
from boilerbench.replaying import pages_of
from boilerbench.runs import Run, extraction_file, read_run, write_manifest
from boilerbench.shards import number_of
from boilerbench.wording import counted

NAMED: Final = 20
"""Missing shards that are named."""

_OF_THE_CALL: Final = frozenset(
    {"timing", "host", "attempts", "first_outcome", "network_attempts", "reason"}
)
"""Fields that two calls of one extractor on one page may give differently."""


@dataclass(frozen=True)
class Merged:
    """A run that was put together, its pages, and how many of them each extractor still lacks.

    `absent` are the shards whose pages no run was about.
    """

    run: Run
    corpus: Corpus
    missing: dict[str, int]
    absent: tuple[Shard, ...] = ()


def merge(folders: Sequence[Path], out: Path, source: str | None = None) -> Merged:
    """Join the runs in these folders into a new one at `out`, which is there whole or not at all.

    The corpus is opened from where the runs found it, or from `source`. Raises RunError where the
    runs do not belong together or `out` is taken, CorpusError where the corpus is gone.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RunError(f"{out} holds something already: choose another folder with -o.")
    with ExitStack() as stack:
        for folder in folders:
            stack.enter_context(at_rest(folder))
        runs = [read_run(folder) for folder in folders]
        check_runs(runs)
        corpus = _corpus_of(runs, source)
        check_corpus(runs, corpus)
        manifest = _manifest(runs, corpus)
        with _put_in_place(out) as draft:
            missing = {
                system.spec: _join(runs, system, manifest, draft) for system in manifest.systems
            }
            write_manifest(draft, manifest)
    lacking = {spec: number for spec, number in missing.items() if number}
    return Merged(Run(out, manifest), corpus, lacking, tuple(_absent(runs, corpus)))


def _absent(runs: Sequence[Run], corpus: Corpus) -> Iterator[Shard]:
    """The shards that pages fall to which no run is about."""
    of = next((run.manifest.shard.of for run in runs if run.manifest.shard), None)
    here = {page for run in runs for page in run.manifest.corpus.pages}
    if of is not None:
        numbers = {number_of(page, of) for page in corpus.pages if page.id not in here}
        yield from (Shard(number, of) for number in sorted(numbers))


def _corpus_of(runs: Sequence[Run], source: str | None) -> Corpus:
    """The pages of all runs, in the corpus's order."""
    first = runs[0].manifest
    detected = {k: v for run in reversed(runs) for k, v in run.manifest.corpus.detected.items()}
    whole = msgspec.structs.replace(first.corpus, pages=whole_pages(runs), detected=detected)
    return pages_of(runs[0].path, whole, source)


def _manifest(runs: Sequence[Run], corpus: Corpus) -> Manifest:
    """What the merged run says of itself: of the first run, and of all what all have."""
    first = runs[0].manifest
    detected = {k: v for run in reversed(runs) for k, v in run.manifest.corpus.detected.items()}
    digest = corpus.digest()
    return msgspec.structs.replace(
        first,
        created=min(run.manifest.created for run in runs),
        corpus=msgspec.structs.replace(
            first.corpus,
            digest=digest,
            pages=tuple(page.id for page in corpus.pages),
            detected=detected,
        ),
        systems=tuple(_for_all(system, digest) for system in _systems(runs)),
        jobs=max((run.manifest.jobs or 1 for run in runs), default=1),
        hosts=_hosts(runs),
        shard=None,
    )


def _systems(runs: Sequence[Run]) -> Iterator[SystemRecord]:
    """Every system once, as it was where it could run."""
    found: dict[str, SystemRecord] = {}
    for system in (system for run in runs for system in run.manifest.systems):
        if system.spec not in found or (found[system.spec].reason and not system.reason):
            found[system.spec] = system
    yield from found.values()


def _for_all(system: SystemRecord, digest: str) -> SystemRecord:
    """The system as of all pages: the oracle's fingerprint is that of the gold it returns."""
    if not is_oracle(system):
        return system
    return msgspec.structs.replace(system, fingerprint=digest)


def _hosts(runs: Sequence[Run]) -> dict[str, Machine]:
    hosts: dict[str, Machine] = {}
    for run in runs:
        hosts |= {
            name: machine for name, machine in _names(runs, run, hosts).values() if name is not None
        }
    return hosts


def _names(
    runs: Sequence[Run], run: Run, taken: dict[str, Machine]
) -> dict[str | None, tuple[str | None, Machine]]:
    """What the hosts of a run are called in the merged one, by what it calls them."""
    own, first = run.manifest.machine, runs[0].manifest.machine
    called = f"shard {run.manifest.shard}" if run.manifest.shard else run.path.name
    found: dict[str | None, tuple[str | None, Machine]] = {
        name: (free_name(taken, name, machine), machine)
        for name, machine in run.manifest.hosts.items()
    }
    found[None] = (None if alike(own, first) else free_name(taken, called, own), own)
    return found


def _join(runs: Sequence[Run], system: SystemRecord, manifest: Manifest, draft: Path) -> int:
    """Write what all runs have of a system; how many pages it lacks."""
    if system.reason:
        return len(manifest.corpus.pages)
    left = set(manifest.corpus.pages)
    written: dict[str, Extraction] = {}
    shared = _shared_pages(runs)
    with closing(Recorder(extraction_file(draft, system.spec), system)) as recorder:
        for run in runs:
            names = _names(runs, run, manifest.hosts)
            for extraction in _of(run, system):
                if extraction.page in written:
                    _check_equal(written[extraction.page], extraction, run, system)
                elif extraction.page in left:
                    left.discard(extraction.page)
                    name = names.get(extraction.host, (extraction.host,))[0]
                    recorder.record(msgspec.structs.replace(extraction, host=name))
                    if extraction.page in shared:
                        written[extraction.page] = extraction
    return len(left)


def _of(run: Run, system: SystemRecord) -> Iterator[Extraction]:
    own = {one.spec: one for one in run.manifest.systems}.get(system.spec)
    if own is not None and not own.reason:
        yield from run.extractions(own).values()


def _shared_pages(runs: Sequence[Run]) -> set[str]:
    """Pages that more than one run is about."""
    seen: set[str] = set()
    shared: set[str] = set()
    for run in runs:
        pages = set(run.manifest.corpus.pages)
        shared |= seen & pages
        seen |= pages
    return shared


def _check_equal(one: Extraction, other: Extraction, run: Run, system: SystemRecord) -> None:
    for field in set(Extraction.__struct_fields__) - _OF_THE_CALL:
        if getattr(one, field) != getattr(other, field):
            raise RunError(
                f"{run.path} and a run before it differ in the {field} that {system.label} gave "
                f"for page {one.page}: leave one of the two out."
            )


@contextmanager
def _put_in_place(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write to, which becomes `out` when all went well."""
    # Not by process id: one that was killed, or is on another host, may have had the same.
    draft = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}")
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, draft, ignore_errors=True)
        try:
            draft.mkdir(parents=True)
        except OSError as error:
            raise RunError(cannot_write(out, error)) from error
        yield draft
        try:
            draft.replace(out)
        except OSError as error:
            raise RunError(cannot_write(out, error)) from error


def missing_told(merged: Merged) -> Iterator[str]:
    """A sentence on shards that are missing, on each extractor that lacks pages, and the way on."""
    pages = len(merged.corpus.pages)
    if merged.absent:
        named = ", ".join(map(str, merged.absent[:NAMED]))
        more = f" and {len(merged.absent) - NAMED} more" if len(merged.absent) > NAMED else ""
        yield f"{counted(len(merged.absent), 'shard')} missing: {named}{more}."
    for spec, number in merged.missing.items():
        yield f"{spec} lacks {number} of {counted(pages, 'page')}."
    if merged.missing:
        yield f"`boilerbench run --resume --out {merged.run.path}` extracts what is missing."
