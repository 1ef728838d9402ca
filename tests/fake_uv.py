"""A program that stands in for uv where a failure, or the number of builds, must be certain."""

import json
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uv

_PROGRAM = """#!/usr/bin/env python3
import json, os, pathlib, re, sys, time
here = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
calls = here / "calls.jsonl"
with calls.open("a") as log:
    line = {"arguments": arguments, "environment": dict(os.environ), "cwd": os.getcwd()}
    log.write(json.dumps(line) + "\\n")
for answer in json.loads((here / "answers.json").read_text()):
    if all(word in arguments for word in answer["when"]) and not (
        set(answer["without"]) & set(arguments)
    ):
        sys.stdout.write(answer["stdout"])
        sys.stderr.write(answer["stderr"])
        if answer["code"]:
            sys.exit(answer["code"])
        break
if arguments[0] == "venv":
    folder = pathlib.Path(arguments[-1])
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("")
    (folder / "lib/python3.11/site-packages").mkdir(parents=True)
    time.sleep(0.3)
elif arguments[:2] == ["pip", "install"]:
    python = pathlib.Path(arguments[arguments.index("--python") + 1])
    places = python.parent.parent / "lib/python3.11/site-packages"
    for line in arguments[arguments.index("--") + 1:]:
        name, _, version = re.sub("\\[.*\\]| @ .*", "", line).partition("==")
        info = places / f"{name}-{version or '0'}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\\nVersion: {version or '0'}\\n")
"""


@dataclass(frozen=True)
class FakeUv:
    """The stand-in's folder: what it was asked, and what it is told to answer."""

    folder: Path

    def answer(
        self, *when: str, without: str = "", stdout: str = "", stderr: str = "", code: int = 0
    ) -> None:
        """Say this to whatever is asked with all these words, the first match of all."""
        path = self.folder / "answers.json"
        answers = json.loads(path.read_text())
        answers.append(
            {"when": when, "without": [without], "stdout": stdout, "stderr": stderr, "code": code}
        )
        path.write_text(json.dumps(answers))

    def calls(self) -> list[list[str]]:
        """The arguments of every call so far."""
        return [list(line["arguments"]) for line in self.log()]

    def log(self) -> list[dict[str, Any]]:
        """Every call so far: its arguments, environment and folder."""
        path = self.folder / "calls.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def install_fake_uv(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FakeUv:
    folder.mkdir()
    (folder / "answers.json").write_text("[]")
    program = folder / "uv"
    program.write_text(_PROGRAM)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(uv, "find_uv_bin", lambda: str(program))
    return FakeUv(folder)
