"""A stress test from pages to result: pages changed, extracted, held against each other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import Settings
from boilerbench.progress import Progress
from boilerbench.rules.model import RunRules
from boilerbench.running import Interrupted, run
from boilerbench.stress.deriving import derive
from boilerbench.stress.folder import RUN, new_folder, pages_folder, write_result
from boilerbench.stress.results import Stress
from boilerbench.stress.scoring import stressed
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

    What `out` holds of the same pages is not extracted again. Raises MutationError and all that
    `run` raises; Interrupted on ^C, with how to go on.
    """
    many = f"{counted(len(corpus.pages), 'page')} under {counted(len(mutations), 'mutation')}"
    say(f"{many}: they are made first, and checked word by word.")
    with pages_folder() as pages:
        derived = derive(corpus, mutations, pages, seed=seed, say=say)
        folder = out or new_folder(corpus.name)
        try:
            made = run(
                specs, derived.corpus, out=folder / RUN, settings=settings, jobs=jobs,
                rules=rules, progress=progress, say=say,
            )  # fmt: skip  # one call
        except Interrupted as stopped:
            stands = str(stopped).partition(" go on with:")[0]
            again = f"{stands} go on with: boilerbench stress --resume --out {folder}"
            raise Interrupted(again) from stopped
        found = stressed(made, derived, seed=seed)
    write_result(found, folder)
    return found, folder
