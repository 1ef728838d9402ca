"""git, asked: with the user's own settings, but for those that point it at another repository."""

import os
import shutil
from pathlib import Path
from subprocess import CompletedProcess

from boilerbench.programs import run_program
from boilerbench.wording import without_secrets

# A mere look must not rewrite the index; nobody is there to type a password.
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def git(
    folder: Path, *arguments: str, lock: int | None = None, errors: str = "replace"
) -> CompletedProcess[str]:
    """What git printed in a folder and how it ended.

    `lock` is a descriptor whose lock git shares; `errors` says what becomes of bytes that are no
    UTF-8. Raises UnavailableError where there is no git.
    """
    kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
    return run_program(
        # Who names another user's folder will run its code, which is more than git would.
        ["git", "-c", "safe.directory=*", *arguments],
        environment=kept | _ENVIRONMENT,
        folder=str(folder),
        lock=lock,
        missing="install git",
        errors=errors,
    )


def told_by_git(folder: Path, *arguments: str) -> str | None:
    """What git prints in a folder, file names as the system has them; None where it fails.

    Where there is no git it fails, too.
    """
    if shutil.which("git") is None:
        return None
    answer = git(folder, *arguments, errors="surrogateescape")
    return None if answer.returncode else answer.stdout.removesuffix("\n")


def reason(answer: CompletedProcess[str]) -> str:
    """Why git failed, in its own words and on one line, without users and passwords."""
    lines = [line for line in answer.stderr.strip().splitlines() if line.strip()]
    fatal = [n for n, line in enumerate(lines) if line.startswith(("fatal:", "error:"))]
    at = [*fatal, len(lines) - 1][0]
    # Of a connection that failed, ssh tells the cause, and git only that there was none.
    refused = at > 0 and "read from remote" in lines[at]
    before = lines[at - 1 : at] if refused else []
    cause = [line for line in before if not line.startswith("Cloning into")]
    words = " ".join([*cause, *lines[at : at + 1]])
    return without_secrets(words) or "git failed without saying why"


def _is_kept(name: str) -> bool:
    """All of the user's variables but those that point a hook's git at another repository."""
    return not name.startswith("GIT_") or name.startswith(("GIT_SSH", "GIT_ASKPASS", "GIT_SSL"))
