"""A stress test from pages to result: pages changed, extracted, held against each other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UnavailableError
from boilerbench.manifests import Settings
from boilerbench.progress import Progress
from boilerbench.readiness import resolve_all
from boilerbench.rules.model import RunRules
from boilerbench.running import Interrupted, check_settings, run
from boilerbench.stress.deriving import derive
from boilerbench.stress.folder import RUN, new_folder, pages_folder, write_result
from boilerbench.stress.results import Stress
from boilerbench.stress.scoring import stressed
from boilerbench.systems import System, parse_specs
from boilerbench.wording import counted


def stress_test(
    specs: Sequence[str],
    corpus: Corpus,
    mutations: Sequence[str],
    *,
    out: Path | None = None,
    seed: int = 0,
    settings: Settings | None = None,
    jobs: int = 1,
    rules: RunRules | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda _message: None,
) -> tuple[Stress, Path]:
    """What each mutation makes of each extractor, and the folder in which that is kept.

    What `out` holds of the same pages is not extracted again. Raises SpecError, AdapterError and
    UnavailableError before a page is made, MutationError and all that `run` raises after that;
    Interrupted on ^C, with how to go on.
    """
    wanted, say_once = check_settings(settings or Settings()), _once(say)
    # Before the pages: a misspelt name is told at once, not after minutes of making them.
    _require_any(resolve_all(parse_specs(specs), wanted, jobs=jobs, say=say_once))
    many = f"{counted(len(corpus.pages), 'page')} under {counted(len(mutations), 'mutation')}"
    say(f"{many}: they are made first, and checked word by word.")
    with pages_folder() as pages:
        derived = derive(corpus, mutations, pages, seed=seed, say=say)
        folder = out or new_folder(corpus.name)
        try:
            made = run(
                specs, derived.corpus, out=folder / RUN, settings=wanted, jobs=jobs,
                rules=rules, progress=progress, say=say_once,
            )  # fmt: skip  # one call
        except Interrupted as stopped:
            stands = str(stopped).partition(" go on with:")[0]
            again = f"{stands} go on with: boilerbench stress --resume --out {folder}"
            raise Interrupted(again) from stopped
        found = stressed(made, derived, seed=seed)
    write_result(found, folder)
    return found, folder


def _require_any(systems: Sequence[System]) -> None:
    """UnavailableError where not one of the systems can be had, with the reason of each."""
    reasons = [f"{one.record.label}: {one.record.reason}" for one in systems if not one.origin]
    if len(reasons) == len(systems):
        raise UnavailableError(" ".join(["No page is made, as nothing can run on it.", *reasons]))


def _once(say: Callable[[str], None]) -> Callable[[str], None]:
    """The same, but for what was said before: specs are resolved twice."""
    said: set[str] = set()

    def told(sentence: str) -> None:
        if sentence not in said:
            said.add(sentence)
            say(sentence)

    return told
