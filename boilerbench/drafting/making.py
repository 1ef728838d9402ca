"""A corpus from saved pages: extractors asked, their agreement written down as drafts."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.languages import detected_languages
from boilerbench.corpora.writing import gold_toml
from boilerbench.drafting.blocks import Block, blocks_of
from boilerbench.drafting.drafts import draft
from boilerbench.drafting.proposals import Proposal, proposals, repeated_blocks
from boilerbench.drafting.saved import SavedPage
from boilerbench.drafting.votes import kept_blocks
from boilerbench.drafting.votes_file import FOLDER, Votes, write_votes
from boilerbench.errors import CorpusError, RunError
from boilerbench.files import replace_file
from boilerbench.progress import Progress
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.running import Interrupted, run
from boilerbench.runs import MANIFEST, Run
from boilerbench.trees import parse_page


@dataclass(frozen=True, slots=True)
class Drafted:
    """One page that was drafted: its gold file, and what each of its blocks is proposed to be."""

    id: str
    gold: GoldFile
    proposals: tuple[Proposal, ...]
    answered: int
    asked: int

    @property
    def disputed(self) -> int:
        """How many blocks some kept and others dropped."""
        return sum(0 < sum(own.votes) < len(own.votes) for own in self.proposals)


def new_corpus(
    path: Path,
    pages: Sequence[SavedPage],
    specs: Sequence[str],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda _message: None,
) -> list[Drafted]:
    """Draft these pages into the corpus at `path`, which may hold others already.

    A page whose id is taken there is left as it is, and so is one that came before byte for byte;
    `say` is told. The gold is written when every extractor has had its turn; what was extracted is
    kept until then, so an interrupted call goes on where it stopped, also for other pages or
    extractors. Raises CorpusError where the folder cannot be written, RunError where what is kept
    cannot be used.
    """
    left = _not_yet_there(path, pages, say)
    if not left:
        return []
    corpus = Corpus(path.resolve().name, str(path), tuple(_page(one) for one in left))
    kept = path / FOLDER / "run"
    with _told_how_to_go_on(path, kept):
        # Without its list of pages and extractors the folder serves any others: what is left to
        # draft, and who is asked, may have changed since. Outputs are known by what made them.
        (kept / MANIFEST).unlink(missing_ok=True)
        made = run(specs, corpus, out=kept, jobs=jobs, progress=progress, say=say)
        drafted = _drafted(path, left, corpus, made)
        shutil.rmtree(kept)
    return drafted


@contextmanager
def _told_how_to_go_on(path: Path, kept: Path) -> Iterator[None]:
    """Say what stopped a draft in the words of its own command, not of a run's."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        raise Interrupted(
            f"Interrupted; what was extracted is kept in {kept}, and the same"
            " `boilerbench corpus new` goes on where it stopped."
        ) from stopped
    except RunError as error:
        raise RunError(
            f"{str(error).partition(': ')[0]}: wait for the other `boilerbench corpus new` if one"
            f" is at work there, or remove {kept}, and the same command begins anew."
        ) from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be written ({error.strerror or error}).") from error


def _not_yet_there(
    path: Path, pages: Sequence[SavedPage], say: Callable[[str], None]
) -> list[SavedPage]:
    left: list[SavedPage] = []
    seen: dict[bytes, str] = {}
    for page in pages:
        html = path / f"{page.id}.html"
        if (path / f"{page.id}.toml").exists():
            say(f"{page.id} is in {path} already: it is left as it is.")
        elif _holds_another(html, page):
            say(f"{html} is another page, and has no TOML: remove it to draft {page.id}.")
        elif page.content in seen:
            say(f"{page.id} is byte for byte {seen[page.content]}: it is left out.")
        else:
            seen[page.content] = page.id
            left.append(page)
    return left


def _holds_another(file: Path, page: SavedPage) -> bool:
    return file.exists() and file.read_bytes() != page.content


def _page(saved: SavedPage) -> Page:
    source = HtmlBytes(saved.content)
    return Page(saved.id, source, Gold(), url=saved.url, language=saved.language)


def _drafted(path: Path, saved: Sequence[SavedPage], corpus: Corpus, made: Run) -> list[Drafted]:
    trees = [parse_page(one.content) for one in saved]
    blocks = [() if tree is None else blocks_of(tree) for tree in trees]
    repeated = _repeated(corpus, blocks)
    asked_of = zip(saved, blocks, strict=True)
    guessed = detected_languages(["" if one.language else _longest(own) for one, own in asked_of])
    done: list[Drafted] = []
    parts = zip(saved, corpus.pages, trees, blocks, guessed, strict=True)
    for one, page, tree, own, guess in parts:
        answers = _answers(made, page)
        votes = [kept_blocks(own, text) for text in answers.values()]
        proposed = proposals(own, votes, one.title, repeated[page.site])
        language = one.language or guess
        pairs = list(zip(own, proposed, strict=True))
        gold = draft(one, tree, pairs, answered=len(answers), language=language)
        asked = len(made.manifest.systems)
        write_votes(path, one.id, Votes(page.digest(), tuple(answers), tuple(votes)))
        replace_file(path / f"{one.id}.html", one.content)
        replace_file(path / f"{one.id}.toml", gold_toml(gold).encode())
        done.append(Drafted(one.id, gold, tuple(proposed), len(answers), asked))
    return done


def _repeated(corpus: Corpus, blocks: Sequence[Sequence[Block]]) -> dict[str, frozenset[str]]:
    """By site, what stands on two of its pages or more."""
    by_site: dict[str, list[Sequence[Block]]] = defaultdict(list)
    for page, own in zip(corpus.pages, blocks, strict=True):
        by_site[page.site].append(own)
    return {site: repeated_blocks(pages) for site, pages in by_site.items()}


def _answers(made: Run, page: Page) -> dict[str, str]:
    """The texts of the extractors that found some, by their names."""
    found = {system.name: made.extractions(system).get(page.id) for system in made.manifest.systems}
    return {
        name: extraction.text
        for name, extraction in found.items()
        if extraction is not None and extraction.outcome == "ok"
    }


def _longest(blocks: Sequence[Block]) -> str:
    """The page's longest blocks: menus would tell a detector little."""
    chosen = sorted(blocks, key=lambda block: -len(block.text))[:20]
    return "\n".join(block.text for block in chosen)
