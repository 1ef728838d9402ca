"""`boilerbench corpus edit`: go through a draft block by block."""

from collections.abc import Sequence
from pathlib import Path

import click

from boilerbench.cli.options import examples
from boilerbench.corpora.boilerbench import read_unchecked
from boilerbench.corpora.checks import faults
from boilerbench.corpora.corpus import Corpus
from boilerbench.editing.answers import HELP, Answer, parse_answer
from boilerbench.editing.session import PageEdit
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import Page
from boilerbench.reporting.questions import block_lines, rest_line
from boilerbench.wording import counted


@click.command(
    name="edit",
    epilog=examples("boilerbench corpus edit my-corpus", "boilerbench corpus edit my-corpus ferry"),
)
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("page", required=False)
def command(path: Path, page: str | None) -> None:
    """Go through the draft of PAGE, or all drafts in PATH, and make gold of them.

    Each block is shown with what it is held to be and who kept it, disagreements first. Answers
    are kept at once: leave whenever you like, the same command goes on.
    """
    if not path.is_dir():
        raise CorpusError(
            f"There is no folder {path}: `boilerbench corpus new {path} --from PAGES` makes one."
        )
    corpus = read_unchecked(path)
    for one in _meant(corpus, page):
        edit = PageEdit(path, one)
        if edit.torn:
            click.echo(f"{one.id}: the last answer was cut off when it was written; give it again.")
        if not _gone_through(edit):
            named = f" {page}" if page is not None else ""
            click.echo(f"{one.id}: answers kept; `boilerbench corpus edit {path}{named}` goes on.")
            return
        if edit.finish():
            _tell_finished(path, one)
        else:
            click.echo(f"{one.id} is as it was.")


def _meant(corpus: Corpus, name: str | None) -> Sequence[Page]:
    if name is not None:
        return [corpus.page(name)]
    drafts = [page for page in corpus.pages if page.drafted]
    if not drafts:
        raise UsageError(
            f"{corpus.source} holds no draft: name the page whose gold you want to change."
        )
    return drafts


def _gone_through(edit: PageEdit) -> bool:
    """Ask until all is said that is to be said; False where the person left before."""
    while True:
        left = edit.left()
        if left:
            click.echo("\n".join(["", *block_lines(edit, left)]))
        else:
            click.echo(f"\n{rest_line(edit)}")
        typed = _typed()
        if typed is None:
            return False
        try:
            answer = parse_answer(typed, edit.said[left[0]][1] if left else None)
        except UsageError as error:
            click.echo(str(error))
            continue
        if answer.deed == "quit":
            return False
        if answer.deed == "finish" or (not left and answer.deed == "keep"):
            return True
        _do(edit, answer, left[0] if left else None)


def _typed() -> str | None:
    """A line; None at the end of the input and on ^C: both leave, with all answers kept."""
    try:
        line: str = click.prompt("", prompt_suffix="> ", default="", show_default=False)
    except (click.Abort, EOFError):
        click.echo("")
        return None
    return line


def _do(edit: PageEdit, answer: Answer, number: int | None) -> None:
    if answer.deed == "help":
        click.echo(HELP)
    elif answer.deed == "undo":
        taken_back = edit.undo()
        click.echo("Taken back." if taken_back else "There is nothing to take back.")
    elif answer.deed == "all":
        edit.ask_all()
    elif number is None:
        click.echo(
            "All is asked: Enter finishes, a asks about every block, u takes back, q leaves."
        )
    elif answer.deed == "later":
        edit.put_off(number)
    elif answer.deed in ("contains", "lacks"):
        text = answer.phrase or edit.segments[number].block.text
        edit.add_phrase(answer.deed, text)
        click.echo(f"{answer.deed}: {text}")
    elif answer.deed == "keep":
        edit.keep(number)
    else:
        _label(edit, answer, number)


def _label(edit: PageEdit, answer: Answer, number: int) -> None:
    numbers = edit.alike(number) if answer.whole else [number]
    if answer.deed == "gold":
        edit.label(numbers, "gold")
    elif answer.deed == "optional":
        edit.label(numbers, "optional", answer.kind)
    elif answer.deed == "noise":
        edit.label(numbers, "noise", answer.kind)
    else:
        edit.label(numbers, "unlabelled")
    if answer.whole:
        click.echo(f"{counted(len(numbers), 'block')} labelled.")


def _tell_finished(path: Path, page: Page) -> None:
    done = read_unchecked(path).page(page.id)
    click.echo(f"{page.id} is gold now.")
    for fault in faults(done):
        click.echo(f"{page.id}: {fault}")
