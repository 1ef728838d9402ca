"""Extractors over the pages of a corpus into a run folder: begun, resumed, interrupted safely."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from boilerbench.backlog import Backlog, backlog_of, done_and_total
from boilerbench.batches import home_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.recorded_facts import detected_facts
from boilerbench.dispatching import LostError, other_hands, own_hands, work_off
from boilerbench.errors import RunError, UsageError
from boilerbench.extracting import extract
from boilerbench.keeping import kept
from boilerbench.locking import held
from boilerbench.machines import this_machine, usable_cores
from boilerbench.manifests import Manifest, RunCorpus, Settings, Shard, SystemRecord
from boilerbench.progress import Progress, Silent
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.rules.model import RunRules
from boilerbench.rules.running import clean_across_pages, cleaning, skipped_rules, under_rules
from boilerbench.runs import (
    MANIFEST,
    Run,
    claim_folder,
    extraction_file,
    read_run,
    write_manifest,
)
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import (
    GoldOutputs,
    System,
    check_labels,
    distinguished,
    parse_specs,
)
from boilerbench.version import VERSION
from boilerbench.whereabouts import Whereabouts

LONGEST_TIMEOUT = 86_400
MOST_MEMORY_MB = 1 << 20

POLICIES = {
    "failed page": "0 where the ideal is 1; leaks are counted over answered pages",
    "timeout or memory": "tried once more, alone",
    "decoding": "BOM, HTTP charset, meta, detector; errors become U+FFFD",
    "hash seed": "0",
}


class Interrupted(KeyboardInterrupt):
    """The run was stopped by ^C; its message says what stands and how to go on."""


def run(
    specs: Sequence[str],
    corpus: Corpus,
    *,
    out: Path | None = None,
    fresh: bool = False,
    settings: Settings | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    rules: RunRules | None = None,
    shard: Shard | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda _message: None,
) -> Run:
    """Extract every page with every extractor into a run folder, and return that run.

    `out` may hold an earlier run over the same corpus: only what is missing or stale in it is
    extracted, unless `fresh`. `jobs` workers extract side by side, driven by threads or by an
    `executor`, which is handed batches of pages. Pages and outputs go through the `rules`, which
    are those of the earlier run where none are given; `shard` says which part of a larger run this
    is. Raises SpecError, AdapterError, RunError, CorpusError; Interrupted on ^C.
    """
    _check_jobs(jobs)
    wanted, corpus = check_settings(settings or Settings()), kept(corpus)
    width = min(jobs, usable_cores()) if executor else jobs
    resolved = distinguished(resolve_all(parse_specs(specs), wanted, jobs=width, say=say))
    folder = out if out is not None else claim_folder(corpus.name)
    with held(folder):
        earlier = read_run(folder).manifest if (folder / MANIFEST).exists() else None
        _check_same_corpus(folder, earlier, corpus, say)
        rules = rules or (earlier.rules if earlier else None)
        asked = _Asked(folder, corpus, wanted, jobs, width, executor, rules, shard, earlier, fresh)
        return _carried_out(asked, resolved, progress or Silent(), say)


@dataclass(frozen=True)
class _Asked:
    """A run that nothing speaks against: its folder is held, and its corpus is the right one.

    `width` is how many extractors of this process may run at once.
    """

    folder: Path
    corpus: Corpus
    settings: Settings
    jobs: int
    width: int
    executor: Executor | None
    rules: RunRules | None
    shard: Shard | None
    earlier: Manifest | None
    fresh: bool


def _carried_out(
    asked: _Asked, resolved: Sequence[System], progress: Progress, say: Callable[[str], None]
) -> Run:
    """Every system that can work put to work, from its greeting to its last page."""
    folder, corpus, executor, rules = asked.folder, asked.corpus, asked.executor, asked.rules
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(1 if executor else asked.jobs))
        # Entered after the threads: on ^C the workers end first, and free the threads.
        pool = stack.enter_context(SessionPool(asked.width))
        first = 1 if executor else min(asked.jobs, len(corpus.pages))
        ready = greet_all(resolved, pool, jobs=asked.width, first=first)
        systems = [under_rules(_with_gold(one, corpus), rules) for one in ready]
        manifest = _manifest(asked, systems)
        write_manifest(folder, manifest)
        begin = partial(backlog_of, corpus=corpus, folder=folder, fresh=asked.fresh, say=say)
        able = (system for system in systems if system.origin is not None)
        backlogs = [stack.enter_context(closing(begin(system))) for system in able]
        places = Whereabouts(folder, manifest)
        with _interruptible(folder, manifest, progress, fresh=asked.fresh) as shown:
            hands = [own_hands(threads, cleaning(partial(extract, pool=pool), rules), asked.jobs)]
            if executor:
                pool.close()  # its workers have said what they are
                home = home_of(ready, asked.settings, asked.jobs)
                hands += [stack.enter_context(other_hands(executor, home, rules))]
            work_off(backlogs, hands, places=places, progress=shown)
            if rules is not None:
                _finish(rules, backlogs, folder, corpus, say)
    return Run(folder, places.manifest)


def _finish(
    rules: RunRules,
    backlogs: Sequence[Backlog],
    folder: Path,
    corpus: Corpus,
    say: Callable[[str], None],
) -> None:
    """Do what rules can only do when all outputs are there, and tell which were skipped."""
    done = [
        (one.system, one.recorder, extraction_file(folder, one.system.record.spec))
        for one in backlogs
    ]
    clean_across_pages(done, corpus, rules)
    for sentence in skipped_rules(rules):
        say(sentence)


def _check_jobs(jobs: int) -> None:
    if jobs < 1:
        raise UsageError(f"A run needs at least one worker, not {jobs}: give --jobs 1 or more.")


def check_settings(settings: Settings) -> Settings:
    """The settings, if a worker can keep them; UsageError where not."""
    if settings.memory_mb is not None and not 64 <= settings.memory_mb <= MOST_MEMORY_MB:
        raise UsageError(
            f"A worker may use 64 to {MOST_MEMORY_MB} megabytes, not {settings.memory_mb}."
        )
    if not 0 < settings.timeout <= LONGEST_TIMEOUT:
        raise UsageError(
            f"A timeout has more than 0 and up to {LONGEST_TIMEOUT} seconds, "
            f"not {settings.timeout}."
        )
    return settings


@contextmanager
def _interruptible(
    folder: Path, manifest: Manifest, progress: Progress, *, fresh: bool
) -> Iterator[Progress]:
    """The progress, ended in any case; ^C becomes a sentence on what stands and how to go on.

    So does an engine that is gone, as a RunError.
    """
    try:
        yield progress
    except LostError as lost:
        stands = _how_to_go_on(folder, manifest, fresh=fresh)
        raise RunError(f"The engine failed ({lost}), with {stands}") from lost
    except KeyboardInterrupt as stopped:
        stands = _how_to_go_on(folder, manifest, fresh=fresh)
        raise Interrupted(f"Interrupted with {stands}") from stopped
    finally:
        progress.end()


def _check_same_corpus(
    folder: Path, earlier: Manifest | None, corpus: Corpus, say: Callable[[str], None]
) -> None:
    if earlier is None:
        return
    if earlier.corpus.name != corpus.name:
        raise RunError(
            f"{folder} holds a run over the corpus {earlier.corpus.name}, not {corpus.name}: "
            "choose another folder with --out."
        )
    left_out = set(earlier.corpus.pages) - {page.id for page in corpus.pages}
    if left_out:
        raise RunError(
            f"{folder} holds a run over {len(earlier.corpus.pages)} pages, and this selection "
            f"leaves out {len(left_out)} of them (one is {min(left_out)}): "
            "choose another folder with --out."
        )
    if len(earlier.corpus.pages) == len(corpus.pages) and earlier.corpus.digest != corpus.digest():
        say(
            f"The pages of {corpus.name} are not those this run began with: "
            "new and changed ones are extracted."
        )


def _with_gold(system: System, corpus: Corpus) -> System:
    """The oracle with a fingerprint of the gold that it returns."""
    if not isinstance(system.origin, GoldOutputs):
        return system
    record = msgspec.structs.replace(system.record, fingerprint=corpus.digest())
    return System(record, system.origin)


def _manifest(asked: _Asked, systems: Sequence[System]) -> Manifest:
    """What the folder will say of the run; what an earlier one said of itself stays."""
    corpus, earlier = asked.corpus, asked.earlier
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    records = _joined(earlier, [system.record for system in systems])
    check_labels({record.spec: parse_spec(record.spec).label for record in records})
    return Manifest(
        boilerbench=VERSION,
        created=earlier.created if earlier else now,
        corpus=RunCorpus(
            name=corpus.name,
            source=corpus.source,
            digest=corpus.digest(),
            pages=tuple(page.id for page in corpus.pages),
            synthetic=corpus.synthetic,
            detected=detected_facts(corpus),
        ),
        systems=records,
        settings=asked.settings,
        machine=earlier.machine if earlier else this_machine(),
        policies=POLICIES,
        jobs=max(asked.jobs, (earlier and earlier.jobs) or 1),
        rules=asked.rules,
        hosts=earlier.hosts if earlier else {},
        shard=asked.shard,
    )


def _joined(earlier: Manifest | None, records: Sequence[SystemRecord]) -> tuple[SystemRecord, ...]:
    """The extractors a folder had, each as it is now, then the new ones."""
    by_spec = {record.spec: record for record in (earlier.systems if earlier else ())}
    return tuple((by_spec | {record.spec: record for record in records}).values())


def _how_to_go_on(folder: Path, manifest: Manifest, *, fresh: bool) -> str:
    done, total = done_and_total(folder, manifest.systems, manifest.corpus.pages)
    return (
        f"{done} of {total} extractions recorded; "
        f"go on with: boilerbench run --resume{' --fresh' if fresh else ''} --out {folder}"
    )
