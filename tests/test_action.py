"""The GitHub Action: its steps carried out in a shell, as a runner would."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
import yaml

from boilerbench import open_corpus
from boilerbench.corpora.corpus import select

ACTION: Final = Path(__file__).parent.parent / "action.yml"
Outputs: TypeAlias = dict[str, dict[str, str]]


def _action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return found


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = _action()["runs"]["steps"]
    return steps


class _Runner:
    """What a runner of GitHub gives to steps: files for outputs, environment and summary."""

    def __init__(self, folder: Path, inputs: Mapping[str, str]) -> None:
        usual = {name: one.get("default", "") for name, one in _action()["inputs"].items()}
        self.inputs: dict[str, str] = {**usual, **inputs}
        self.folder, self.outputs = folder, Outputs()
        self.environment: dict[str, str] = {}
        self.summary = folder / "summary.md"
        (folder / "temp").mkdir()

    def all_steps(self) -> int:
        """The exit code of the first step that fails, 0 where none does."""
        for step in _steps():
            if "run" in step and (code := self.step(step)):
                return code
        return 0

    def step(self, step: Mapping[str, Any]) -> int:
        """One step in bash, with the options a runner gives it."""
        output, environment = self.folder / "output", self.folder / "env"
        output.write_text("", encoding="utf-8")
        environment.write_text("", encoding="utf-8")
        given = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "HOME": str(self.folder),
                "RUNNER_TEMP": str(self.folder / "temp"),
                "GITHUB_ACTIONS": "true",
                "GITHUB_OUTPUT": str(output),
                "GITHUB_ENV": str(environment),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                **self.environment,
                **given,
            },
            check=False,
            capture_output=True,
            text=True,
        )
        self.log = done.stdout + done.stderr
        self.outputs[step.get("id", "")] = _assigned(output)
        self.environment |= _assigned(environment)
        return done.returncode

    def _filled(self, value: str) -> str:
        """Expressions of inputs and of outputs of earlier steps, filled in."""

        def known(found: re.Match[str]) -> str:
            match found[1].split("."):
                case ["inputs", name]:
                    return self.inputs[name]
                case ["steps", step, "outputs", name]:
                    return self.outputs[step][name]
            raise AssertionError(found[0])

        filled: str = re.sub(r"\$\{\{ ([\w.-]+) \}\}", known, value)
        return filled


def _assigned(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(tmp_path: Path) -> Callable[..., _Runner]:
    """A function that makes a runner whose checkout has stored outputs of six news pages."""
    pages = select(open_corpus("news"), limit=6).pages
    texts = {page.id: page.gold.ideal for page in pages}
    (tmp_path / "mine.json").write_text(json.dumps(texts), encoding="utf-8")
    corpus = tmp_path / "gold"
    corpus.mkdir()
    shipped = Path(__file__).parent.parent / "corpus" / "news"
    for page in pages:
        for kind in ("html", "toml"):
            name = f"{page.id}.{kind}"
            (corpus / name).write_bytes((shipped / name).read_bytes())

    def make(**inputs: str) -> _Runner:
        usual = {"specs": "mine=outputs:mine.json\n\n", "corpus": "gold", "requirement": ""}
        return _Runner(tmp_path, {**usual, **inputs})

    return make


def test_no_expression_stands_in_a_script() -> None:
    """Inputs come by environment alone, and every script says its shell."""
    for step in _steps():
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == ("shell" in step)
        assert ("run" in step) != ("uses" in step)


def test_the_steps_give_a_verdict_a_summary_and_a_report(runner: Callable[..., _Runner]) -> None:
    """Passed, then failed with exit code 1 once an output is empty; both are outputs."""
    job = runner(tolerances="f1:0.01\n")
    _pin(job.folder)
    assert job.all_steps() == 0, job.log
    assert job.outputs["gate"]["verdict"] == "passed"
    assert re.fullmatch(r"boilerbench-Linux-[0-9a-f]{16}", job.outputs["kept"]["key"])
    assert Path(job.outputs["gate"]["report-path"]).read_bytes().startswith(b"<!doctype html>")
    assert "passed" in job.summary.read_text(encoding="utf-8")
    texts = json.loads((job.folder / "mine.json").read_text(encoding="utf-8"))
    spoilt = dict.fromkeys(list(texts)[:1], "")
    (job.folder / "mine.json").write_text(json.dumps({**texts, **spoilt}), encoding="utf-8")
    assert job.all_steps() == 1
    assert job.outputs["gate"]["verdict"] == "failed"
    assert "::error file=baseline.json,line=" in job.log
    assert (job.folder / "temp" / "boilerbench" / "junit.xml").is_file()


def test_without_a_baseline_there_is_no_verdict(runner: Callable[..., _Runner]) -> None:
    """The job fails, and the log says how to write one."""
    job = runner()
    assert job.all_steps() == 3
    assert job.outputs["gate"]["verdict"] == "none"
    assert "--update` writes it" in job.log


@pytest.mark.parametrize(
    "name", ["specs", "corpus", "baseline", "tolerances", "metrics", "guard", "reference"]
)
def test_an_input_is_never_carried_out(runner: Callable[..., _Runner], name: str) -> None:
    """Shell syntax in an input is a wrong name, not a command."""
    job = runner(**{name: '$(touch pwned)`touch pwned`"; touch pwned; #\n--help'})
    assert job.all_steps() != 0
    assert not (job.folder / "pwned").exists()


def test_metrics_guards_and_reference_reach_the_gate(runner: Callable[..., _Runner]) -> None:
    """A baseline of one metric is held by it; a reference that was not timed is told."""
    job = runner(metrics="tokens\n", guard="guards.txt")
    _pin(job.folder, "--metrics", "tokens")
    (job.folder / "guards.txt").write_text("please verify\n", encoding="utf-8")
    assert job.all_steps() == 0, job.log
    job.inputs["reference"] = "mine"
    assert job.all_steps() == 2
    assert "was not timed" in job.log


def test_what_is_installed_already_is_not_installed_again(runner: Callable[..., _Runner]) -> None:
    """The first step of the action, with a requirement that is met."""
    job = runner(requirement="click")
    assert job.step(_steps()[0]) == 0, job.log


def _pin(folder: Path, *more: str) -> None:
    """The baseline, written as a maintainer does."""
    program = str(Path(sys.executable).with_name("boilerbench"))
    run = [
        program,
        "run",
        "mine=outputs:mine.json",
        "--corpus",
        "gold",
        "--out",
        "first",
        "--quiet",
    ]
    subprocess.run(run, cwd=folder, check=True, capture_output=True)
    pin = [program, "gate", "first", "--baseline", "baseline.json", "--update", *more]
    subprocess.run(pin, cwd=folder, check=True, capture_output=True)
