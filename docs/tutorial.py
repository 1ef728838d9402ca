"""Write the outputs shown in the tutorials anew, from real runs: `python docs/tutorial.py [AEB]`.

A page is read from above: its files are written and its commands run where they stand, in one
folder for each page. AEB is a checkout of article-extraction-benchmark; without it the blocks that
need one stay as they are. An output that ends with `…` keeps its length.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
PAGES = ("tutorial.md", "your-extractor.md", "why.md", "rules-tutorial.md")
PART = re.compile(
    r"<!-- file: (?P<name>\S+) -->\n\n```\w+\n(?P<content>.*?)```"
    r"|(?<=```console\n)(?P<steps>.*?)(?=```)",
    re.DOTALL,
)
STEP = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
RUN = ("boilerbench", "sed", "cat")
"""The programs whose commands are run; of others the page shows what it shows."""

CUT = "…\n"
CHECKOUT = "article-extraction-benchmark"


def refreshed(text: str, folder: Path, checkout: Path | None) -> str:
    """The page with what its commands print now, run in an empty folder."""
    if checkout is not None:
        (folder / CHECKOUT).symlink_to(checkout)

    def part(match: re.Match[str]) -> str:
        if match["steps"] is not None:
            return STEP.sub(step, match["steps"])
        file = folder / match["name"]
        file.parent.mkdir(exist_ok=True)
        file.write_text(match["content"], encoding="utf-8")
        return match[0]

    def step(match: re.Match[str]) -> str:
        command, before = match.groups()
        able = CHECKOUT not in command or checkout is not None
        after = printed(command, folder) if command.startswith(RUN) and able else before
        if before.endswith(CUT):
            after = "".join(after.splitlines(keepends=True)[: before.count("\n") - 1]) + CUT
        return f"$ {command}\n{after}"

    return PART.sub(part, text)


def printed(command: str, folder: Path) -> str:
    """What a command line prints on stdout; RuntimeError where boilerbench prints nothing."""
    ours = Path(sys.executable).parent  # where the command lies that is being told of
    environment = os.environ | {
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PATH": f"{ours}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["sh", "-c", command],  # noqa: S607  any POSIX shell will do
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    if command.startswith("boilerbench") and not done.stdout:
        raise RuntimeError(f"`{command}` printed nothing.")
    return re.sub(r" +$", "", done.stdout.decode(), flags=re.MULTILINE).lstrip("\n")


def main() -> None:
    """Rewrite the tutorials."""
    checkout = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    for page in (DOCS / name for name in PAGES):
        with tempfile.TemporaryDirectory() as folder:
            text = refreshed(page.read_text(encoding="utf-8"), Path(folder), checkout)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
