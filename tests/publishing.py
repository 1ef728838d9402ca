"""Git repositories written object by object: also those that git itself would not make."""

import hashlib
import subprocess
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from boilerbench.corpora.public import Public

File = bytes | tuple[str, bytes]
"""A file's content, or its mode and content; of a submodule the content is a commit's id."""

PAGES: dict[str, bytes] = {
    "README": b"none of it is wanted",
    "html/a.html": b"<p>The ferry left.\r\n",
    "html/b.html": b"<p>$Id$ \xe9",
    "html/.gitattributes": b"* text eol=crlf ident filter=shout working-tree-encoding=UTF-16\n",
    "text/a.txt": b"The ferry left.\r\n",
    "text/b.txt": b"The ferry came back.\n",
}
"""Two pages with gold, in an order and with bytes that conversions would change."""


def publish(
    folder: Path, files: Mapping[str, File], *, filters: bool = True, **fields: Any
) -> Public:
    """An entry of the catalogue for a repository with these files, `html` beside `text`."""
    if not folder.exists():
        git(folder.parent, "init", "-q", "--bare", "-b", "main", str(folder))
    git(folder, "config", "uploadpack.allowFilter", str(filters).lower())
    commit = commit_files(folder, files)
    given: dict[str, Any] = {
        "name": "tiny",
        "title": "Tiny pages",
        "repository": folder.as_uri(),
        "commit": commit,
        "wanted": ("html", "text"),
        "format": "pairs",
        "licence": "CC0-1.0",
        "megabytes": 0.1,
        "pages": 2,
        "citation": "Nobody: Tiny pages. 2026.",
        "paths": {"html": "html", "text": "text"},
    }
    return Public(**(given | fields))


def commit_files(folder: Path, files: Mapping[str, File]) -> str:
    """A commit of just these files at the end of the branch main; its id."""
    head = folder / "refs" / "heads" / "main"
    parent = f"parent {head.read_text().strip()}\n" if head.exists() else ""
    author = "T <t@example.org> 1700000000 +0000"
    text = f"tree {_tree(folder, files)}\n{parent}author {author}\ncommitter {author}\n\nfiles\n"
    commit = _put(folder, "commit", text.encode())
    head.write_text(f"{commit}\n")
    return commit


def git(folder: Path, *arguments: str) -> str:
    """What git printed in a folder."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def _tree(folder: Path, files: Mapping[str, File]) -> str:
    below: dict[str, dict[str, File]] = {}
    entries: dict[bytes, bytes] = {}
    for path, file in files.items():
        name, slash, rest = path.partition("/")
        if slash and name:
            below.setdefault(name, {})[rest] = file
        else:  # an absolute path stays one name
            mode, content = file if isinstance(file, tuple) else ("100644", file)
            ident = content.decode() if mode == "160000" else _put(folder, "blob", content)
            encoded = path.encode("utf-8", "surrogateescape")
            entries[encoded] = f"{mode} ".encode() + encoded + b"\0" + bytes.fromhex(ident)
    for name, inner in below.items():
        tree = bytes.fromhex(_tree(folder, inner))
        entries[f"{name}/".encode()] = f"40000 {name}\0".encode() + tree
    return _put(folder, "tree", b"".join(entries[name] for name in sorted(entries)))


def _put(folder: Path, kind: str, content: bytes) -> str:
    whole = f"{kind} {len(content)}\0".encode() + content
    ident = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    file = folder / "objects" / ident[:2] / ident[2:]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(zlib.compress(whole))
    return ident
