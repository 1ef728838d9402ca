"""git on a foreign repository: without the user's settings, hooks, links or a third protocol."""

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

from boilerbench.corpora.listing import Blob
from boilerbench.errors import CorpusError
from boilerbench.git import reason
from boilerbench.programs import run_program
from boilerbench.wording import without_secrets

BATCH: Final = 400
"""How many files are asked for at a time: what arrived is kept when the next are cut off."""

_ALL: Final = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
# What a server says that gives out the ends of its branches only.
_REFUSALS = ("not our ref", "unadvertised object", "couldn't find remote ref")
# Of the user's variables those that lead to the network, and none that leads git elsewhere.
_KEPT = ("PATH", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO")
_SETTINGS: Final = {
    "core.hooksPath": os.devnull,
    "core.symlinks": "false",
    "core.autocrlf": "false",
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.protectHFS": "true",
    "core.protectNTFS": "true",
    "credential.helper": "",
    "fetch.negotiationAlgorithm": "noop",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "maintenance.auto": "false",
    "protocol.version": "2",
}
# An attribute in the repository could have its files converted as they are laid out.
_ATTRIBUTES = "* -text -eol -ident -filter !working-tree-encoding\n"


class BrokenCloneError(CorpusError):
    """What an earlier fetch left is of no use: begin anew."""


@dataclass(frozen=True, slots=True)
class Clone:
    """A bare repository of ours for what arrives from an address; `lock` is shared with git."""

    folder: Path
    address: str
    lock: int

    def begin(self) -> None:
        """Make the repository, or free it of what a git that was killed in it left.

        Raises BrokenCloneError where what arrived earlier is damaged.
        """
        if self.folder.exists():
            for pattern in ("*.lock", "objects/**/tmp_*"):
                for file in self.folder.rglob(pattern):
                    file.unlink()
            packs = [str(one) for one in (self.folder / "objects" / "pack").glob("*.idx")]
            if packs:  # a fetch would take them for the server's fault
                self._local("verify-pack", *packs)
            return
        draft = self.folder.with_name(f"{self.folder.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        self._local("init", "--quiet", "--bare", "--template=", str(draft), place=draft)
        (draft / "info").mkdir(exist_ok=True)
        (draft / "info" / "attributes").write_text(_ATTRIBUTES, encoding="utf-8")
        draft.rename(self.folder)

    def tips(self) -> set[str]:
        """The commits that branches and tags over there end with."""
        answer = self._remote("ls-remote", "origin")
        return {line.split("\t")[0] for line in answer.stdout.splitlines()}

    def take_history(self) -> None:
        """Fetch every commit, without files where the server can do without."""
        self._remote("fetch", "--quiet", "--filter=tree:0", "origin", *_ALL)

    def named(self, beginning: str) -> str | None:
        """The whole id of the one commit whose id begins so, among those fetched."""
        answer = self._git("rev-parse", "--verify", "--quiet", f"{beginning}^{{commit}}")
        return answer.stdout.strip() or None

    def take_commit(self, commit: str) -> bool:
        """Fetch a commit and its trees; files come too where the server cannot leave them out.

        Whether the commit is there afterwards. Raises CorpusError where the address is of no use.
        """
        if commit in self.present():
            return True
        filtered = ("fetch", "--quiet", "--no-tags", "--filter=blob:none")
        answer = self._git(*filtered, "--depth=1", "origin", commit)
        if answer.returncode and any(words in answer.stderr for words in _REFUSALS):
            answer = self._git(*filtered, "origin", *_ALL)
        self._require_reached(answer)
        return commit in self.present()

    def listing(self, commit: str) -> str:
        """All that a commit holds, as `git ls-tree -r -z` tells it."""
        return self._local("ls-tree", "-r", "-z", "--full-tree", commit).stdout

    def present(self) -> set[str]:
        """The ids of all that was fetched so far."""
        wanted = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
        return set(self._local("cat-file", *wanted).stdout.split())

    def take(self, ids: Sequence[str], told: Callable[[int], None]) -> None:
        """Fetch contents by id, some at a time; `told` how many are there after each time."""
        asked = ("--no-tags", "--no-write-fetch-head", "--filter=blob:none", "--stdin")
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            self._remote("fetch", "--quiet", *asked, "origin", stdin="\n".join(batch) + "\n")
            told(start + len(batch))

    def lay_out(self, blobs: Iterable[Blob], files: Path) -> None:
        """Write files into a new folder, byte for byte; BrokenCloneError where git cannot."""
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir(parents=True)
        index = self.folder / "index"
        index.unlink(missing_ok=True)
        lines = "".join(f"100644 {blob.id} 0\t{blob.path}\0" for blob in blobs)
        self._local("update-index", "-z", "--index-info", stdin=lines, tree=files)
        self._local("checkout-index", "--all", "--quiet", tree=files)

    def _remote(self, *arguments: str, stdin: str = "") -> CompletedProcess[str]:
        answer = self._git(*arguments, stdin=stdin)
        self._require_reached(answer)
        return answer

    def _require_reached(self, answer: CompletedProcess[str]) -> None:
        if answer.returncode:
            raise CorpusError(
                f"{without_secrets(self.address)} gives nothing: {reason(answer)}."
                " Where another place holds the same commit, name it: --mirror URL|PATH."
            )

    def _local(
        self, *arguments: str, stdin: str = "", tree: Path | None = None, place: Path | None = None
    ) -> CompletedProcess[str]:
        answer = self._git(*arguments, stdin=stdin, tree=tree, place=place)
        if answer.returncode:
            raise BrokenCloneError(f"git cannot use {self.folder}: {reason(answer)}.")
        return answer

    def _git(
        self, *arguments: str, stdin: str = "", tree: Path | None = None, place: Path | None = None
    ) -> CompletedProcess[str]:
        folder = place or self.folder
        settings = {**_SETTINGS, "remote.origin.url": self.address}
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return run_program(
            ["git", *given, *arguments],
            environment=_environment(folder, self.address, tree),
            folder=str(tree or folder),
            stdin=stdin,
            lock=self.lock,
            missing="install git",
            errors="surrogateescape",
        )


def _environment(folder: Path, address: str, tree: Path | None) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT or name.lower().endswith("_proxy")
    }
    work = {} if tree is None else {"GIT_WORK_TREE": str(tree)}
    return {
        **kept,
        **work,
        "GIT_DIR": str(folder),
        "GIT_ALLOW_PROTOCOL": "https" if address.startswith("https://") else "file",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": str(folder),  # .netrc and XDG's files are the user's, too
        "LC_ALL": "C",
    }
