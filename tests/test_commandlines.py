"""Programs of the user's: found where a shell would find them, and stale when they change."""

import pickle
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.cli import exit_code
from boilerbench.commandlines import program_command, program_digest
from boilerbench.corpora import open_corpus
from boilerbench.errors import SpecError, UnavailableError
from boilerbench.manifests import Settings
from boilerbench.running import run
from boilerbench.runs import read_run
from boilerbench.specs import parse_spec
from boilerbench.systems import resolve

MakeCorpus = Callable[..., Path]

TAGS_OFF = "import re, sys\nprint(re.sub('<[^>]*>', '', sys.stdin.read()))\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with a program in a `bin` that is on PATH."""
    (tmp_path / "bin").mkdir()
    write(tmp_path / "bin" / "mine")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, source: str = "#!/bin/sh\n/bin/cat\n", mode: int = 0o755) -> Path:
    path.write_text(source, encoding="utf-8")
    path.chmod(mode)
    return path


def program(text: str) -> list[str]:
    command = program_command(parse_spec(text), memory_mb=64, timeout=1)
    return [command.interpreter, *command.arguments]


def digest(text: str) -> str:
    return program_digest(program_command(parse_spec(text), memory_mb=64, timeout=1))


def test_a_program_is_found_on_the_users_path(elsewhere: Path) -> None:
    """A bare name is looked up on PATH, a path is relative to our folder; both become absolute."""
    (elsewhere / "tool").symlink_to(elsewhere / "bin" / "mine")
    assert program("exec:mine") == [f"{elsewhere}/bin/mine"]
    assert program("worker:./tool -x") == [f"{elsewhere}/tool", "-x"], "a link stays one"


def test_a_command_line_is_split_and_not_expanded(elsewhere: Path) -> None:
    """Quotes group words as in a shell; variables, patterns and `~` stay as they are."""
    words = program("exec:mine 'two words' $HOME *.py ~ \"a'b\" x\\ y | z")
    assert words[1:] == ["two words", "$HOME", "*.py", "~", "a'b", "x y", "|", "z"]


def test_what_starts_a_program_is_a_value() -> None:
    """It can be hashed and sent to another process, which must find the same program."""
    command = program_command(parse_spec("exec:mine 1"), memory_mb=64, timeout=1)
    assert pickle.loads(pickle.dumps(command)) == command  # noqa: S301  our own bytes
    assert len({command, program_command(parse_spec("exec:mine 2"), memory_mb=64, timeout=1)}) == 2


def test_an_open_quote_is_refused() -> None:
    """A quote without its end is a mistake in the spec."""
    with pytest.raises(
        SpecError, match=r"exec:mine 'x is no command line \(no closing quotation\)"
    ):
        program("exec:mine 'x")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("exec:no-such-program", "there is no program 'no-such-program' on PATH."),
        ("worker:plain", "there is no program 'plain' on PATH; ./plain is in this folder."),
        ("exec:./plain", "{here}/plain may not be executed: chmod +x mends it."),
        ("exec:./bin", "{here}/bin is a folder."),
        ("exec:./absent", "{here}/absent does not exist."),
        ("exec:''", "there is no program '' on PATH."),
    ],
)
def test_a_program_that_cannot_be_found_is_unavailable(
    elsewhere: Path, text: str, reason: str
) -> None:
    """The row keeps its place, with a sentence on what was looked for, and what mends it."""
    write(elsewhere / "plain", mode=0o644)
    system = resolve(parse_spec(text), Settings(), print)
    assert system.origin is None
    assert system.record.reason == f"{text} cannot start: {reason.format(here=elsewhere)}"


def test_the_digest_is_of_program_files_and_line(elsewhere: Path) -> None:
    """An edit of the program, of a file its line names, or of the line is another extractor."""
    write(elsewhere / "rules.txt", "one", 0o644)
    text = "exec:mine rules.txt --with=rules.txt 1"
    seen = {digest(text), digest(text), digest("exec:mine rules.txt 1"), digest("worker:mine")}
    assert len(seen) == 3
    write(elsewhere / "rules.txt", "two", 0o644)
    seen |= {digest(text), digest("exec:mine --with=rules.txt")}
    write(elsewhere / "rules.txt", "three", 0o644)
    seen |= {digest("exec:mine --with=rules.txt")}
    write(elsewhere / "bin" / "mine", "#!/bin/sh\n/bin/cat -v\n")
    seen |= {digest(text)}
    assert len(seen) == 7


def test_arguments_that_name_no_file_are_words(elsewhere: Path) -> None:
    """Folders, empty words and words too long for a name do not stop a digest."""
    assert digest(f"exec:mine '' bin = a= {'x' * 5000} --x={'y' * 5000}")


def test_a_file_that_cannot_be_read_is_said(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program whose change nobody could see is not measured."""
    command = program_command(parse_spec("exec:mine"), memory_mb=64, timeout=1)
    (elsewhere / "bin" / "mine").unlink()
    with pytest.raises(UnavailableError, match=r"bin/mine cannot be read \(No such file"):
        program_digest(command)


def test_a_program_is_measured_like_an_adapter(make_corpus: MakeCorpus, elsewhere: Path) -> None:
    """A run records texts, times and that each started a process; an edited script is stale."""
    corpus = open_corpus(make_corpus(2))
    script = write(elsewhere / "tags.py", TAGS_OFF, 0o644)
    spec = f"exec:{shlex.quote(sys.executable)} -I ./tags.py"
    made = run([spec], corpus, out=elsewhere / "run")
    (record,) = made.manifest.systems
    assert (record.environment, record.process_per_page) == ("exec", True)
    assert (record.label, record.runtime, record.import_ms) == (spec, None, None)
    found = made.extractions(record)
    assert all("The ferry left the harbour" in one.text for one in found.values())
    assert all(one.timing and one.timing.cpu_ns > 0 for one in found.values())
    said: list[str] = []
    run([spec], corpus, out=elsewhere / "run", say=said.append)
    assert said == []
    write(script, TAGS_OFF.replace("''", "' '"), 0o644)
    run([spec], corpus, out=elsewhere / "run", say=said.append)
    assert any("its code has changed" in line for line in said)
    assert read_run(elsewhere / "run").manifest.systems[0].fingerprint != record.fingerprint


def test_the_table_names_the_rows_that_start_processes(
    make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """Times that include the start of a process are told apart under the table."""
    corpus = str(make_corpus(2))
    code = exit_code(["run", "exec:mine", "cat=exec:/bin/cat", "everything", "--corpus", corpus])
    shown = capsys.readouterr().out
    assert code == 0
    assert "Times include the start of a process for every page: exec:mine, cat." in shown


def test_a_program_that_is_not_there_ends_with_4(
    make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """A named program that cannot run is exit code 4, and its reason stands under the table."""
    code = exit_code(["run", "worker:absent", "nothing", "--corpus", str(make_corpus(1))])
    assert code == 4
    assert "there is no program 'absent' on PATH" in capsys.readouterr().out
