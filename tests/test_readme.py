"""README shows what really is printed."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readme() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme_script", ROOT / "docs" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lasting(output: str) -> list[str]:
    """The output without times and memory, which no two machines share."""
    timeless = re.sub(r"(  [0-9]+ ) +[0-9.]+ +[0-9]+$", r"\1", output, flags=re.MULTILINE)
    return timeless.strip().splitlines()


@pytest.mark.environments
def test_shown_output_is_what_is_printed_now(readme: ModuleType, tmp_path: Path) -> None:
    """Each block of boilerbench output in README equals a fresh run, but for times."""
    blocks = [match.groups() for match in readme.BLOCK.finditer(README)]
    shown = {command: body for _, command, body, _ in blocks if command.startswith("boilerbench")}
    assert next(iter(shown)) == "boilerbench run"
    readme.write_files(README, str(tmp_path))
    for command, body in shown.items():
        assert _lasting(readme.printed(command, str(tmp_path))) == _lasting(body), command


def test_the_tests_output_is_there(readme: ModuleType) -> None:
    """The line that the test command ends with was taken from a real run."""
    blocks = {match[2]: match[3] for match in readme.BLOCK.finditer(README)}
    assert re.fullmatch(r"=*\s*\d+ passed.* in [\d.]+s.*\n", blocks["tests"])


def test_commands_are_where_scripts_look_for_them() -> None:
    """The two commands follow their marks, so that CI can run them as printed."""
    for mark in ("run", "tests"):
        assert re.search(rf"<!-- {mark} -->\n```sh\npython3 -m venv .+\n```", README)


def test_the_table_of_speeds_has_every_extractor_it_names(readme: ModuleType) -> None:
    """It was measured, and the rows are those that the mark asks for."""
    match = readme.SPEEDS.search(README)
    rows = re.findall(r"^\| ([\w-]+) +\| +[0-9.,]+ ms", match[3], flags=re.MULTILINE)
    assert sorted(rows) == sorted(match[2].split())
