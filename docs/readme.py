"""Write the outputs shown in README anew, from real runs: `python docs/readme.py`.

Every block after `<!-- output: COMMAND -->` becomes what COMMAND prints now. The block of the tests
becomes the last line of standard input: `coverage run -m pytest | python docs/readme.py`. The table
after `<!-- speeds: SPEC… -->` is measured anew, which takes minutes, with `--speeds`: by
`boilerbench speed`, handed on as the JSON of pytest-benchmark. A block after `<!-- file: NAME -->`
is a file beside which the commands run.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- output: (.+?) -->\n```text\n)(.*?)(```)", re.DOTALL)
SPEEDS = re.compile(r"(<!-- speeds: (.+?) -->\n)(.*?)(\n<!-- end of speeds -->)", re.DOTALL)
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
SHOWN = 40
"""How many lines of a long output are shown."""


def printed(command: str, folder: str) -> str:
    """What a boilerbench command prints on stdout in a folder of its own."""
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    lines = done.stdout.rstrip().splitlines()
    shown = lines[:SHOWN] + ["…"] * (len(lines) > SHOWN)
    return "\n".join(shown) + "\n"


def measured(specs: str, folder: str) -> str:
    """The table of these extractors' times on the shipped news, from a measurement made now."""
    speed = ["boilerbench", "speed", *shlex.split(specs), "--processes", "1", "--out", "speed"]
    export = ["boilerbench", "export", "speed", "--pytest-benchmark", "-o", "speed.json"]
    table = ["benchmarks.table", "speed.json", "--statistic", "mean"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    outputs = [
        subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        for command in (speed, export, table)
    ]
    return outputs[-1].strip()


def write_files(text: str, folder: str) -> None:
    """Put the files that a text shows where its commands run."""
    for name, content in FILE.findall(text):
        (Path(folder) / name).write_text(content, encoding="utf-8")


def main() -> None:
    """Rewrite README.md."""
    readme = ROOT / "README.md"
    tests = "" if sys.stdin.isatty() else sys.stdin.read()
    with tempfile.TemporaryDirectory() as folder:

        def fresh(match: re.Match[str]) -> str:
            head, command, before, tail = match.groups()
            if command == "tests":
                body = "".join(tests.splitlines(keepends=True)[-1:]) or before
            else:
                body = printed(command, folder)
            return head + body + tail

        def timed(match: re.Match[str]) -> str:
            head, specs, before, tail = match.groups()
            return head + (measured(specs, folder) if "--speeds" in sys.argv else before) + tail

        text = SPEEDS.sub(timed, readme.read_text("utf-8"))
        write_files(text, folder)
        readme.write_text(BLOCK.sub(fresh, text), encoding="utf-8")


if __name__ == "__main__":
    main()
