"""Write the outputs shown in the tutorial anew, from real runs: `python docs/tutorial.py [AEB]`.

The commands run one after another in one folder, with the files that the page shows. AEB is a
checkout of article-extraction-benchmark; without it the blocks that need one stay as they are. An
output that ends with `…` keeps its length.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).with_name("tutorial.md")
FILE = re.compile(r"<!-- file: (\S+) -->\n\n```\w+\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
STEP = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
CUT = "…\n"
CHECKOUT = "article-extraction-benchmark"


def refreshed(text: str, folder: Path, checkout: Path | None) -> str:
    """The page with what its commands print now, run in an empty folder."""
    for name, content in FILE.findall(text):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    if checkout is not None:
        (folder / CHECKOUT).symlink_to(checkout)

    def step(match: re.Match[str]) -> str:
        command, before = match.groups()
        program = command.partition(" ")[0]
        able = CHECKOUT not in command or checkout is not None
        after = printed(command, folder) if program in ("boilerbench", "sed") and able else before
        if before.endswith(CUT):
            after = "".join(after.splitlines(keepends=True)[: before.count("\n") - 1]) + CUT
        return f"$ {command}\n{after}"

    return BLOCK.sub(lambda block: STEP.sub(step, block[0]), text)


def printed(command: str, folder: Path) -> str:
    """What a command prints on stdout; RuntimeError where boilerbench prints nothing."""
    program, *words = shlex.split(command)
    start = [sys.executable, "-m", program] if program == "boilerbench" else [program]
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [*start, *words], cwd=folder, env=environment, stdout=subprocess.PIPE, check=False
    )
    if program == "boilerbench" and not done.stdout:
        raise RuntimeError(f"`{command}` printed nothing.")
    return re.sub(r" +$", "", done.stdout.decode(), flags=re.MULTILINE).lstrip("\n")


def main() -> None:
    """Rewrite tutorial.md."""
    checkout = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        text = refreshed(PAGE.read_text(encoding="utf-8"), Path(folder), checkout)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
