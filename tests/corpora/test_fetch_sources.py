"""Where a public corpus is fetched from: pins that are short, mirrors, addresses, settings."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora.fetched import home_of, receipt_of
from boilerbench.corpora.fetching import fetch
from boilerbench.corpora.public import Public
from boilerbench.errors import CorpusError, UsageError
from tests.publishing import PAGES, commit_files, publish

pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.parametrize("where", ["at the end of a branch", "in the history"])
def test_a_short_pin_is_resolved_to_the_commit_that_begins_so(
    tmp_path: Path, said: list[str], where: str
) -> None:
    """Seven digits lead to one whole id, which the receipt keeps."""
    entry = publish(tmp_path / "origin", PAGES)
    if where == "in the history":
        commit_files(tmp_path / "origin", {"README": b"all gone"})
    receipt = fetch(replace(entry, commit=entry.commit[:7]), said.append)
    assert receipt.commit == entry.commit
    assert receipt_of(replace(entry, commit=entry.commit[:7])) == receipt
    assert receipt.pages == 2


@pytest.mark.parametrize("commit", ["0" * 40, "0000000"])
def test_a_mirror_without_the_commit_is_named(
    tmp_path: Path, tiny: Public, said: list[str], commit: str
) -> None:
    """The sentence says which commit is missing where, and what would help."""
    with pytest.raises(CorpusError, match=f"holds no one commit {commit}, to which tiny is pin"):
        fetch(replace(tiny, commit=commit), said.append, mirror=str(tmp_path / "origin"))


def test_a_mirror_stands_in_for_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    """A folder, relative and with odd characters, or a file:// address; the receipt names it."""
    entry = publish(tmp_path / "my mirror #1%20", PAGES, repository="https://127.0.0.1:9/none")
    monkeypatch.chdir(tmp_path)
    receipt = fetch(entry, said.append, mirror="my mirror #1%20")
    assert receipt.source == str(tmp_path / "my mirror #1%20")
    shutil.rmtree(home_of("tiny"))
    mirror = (tmp_path / "my mirror #1%20").as_uri()
    assert fetch(entry, said.append, mirror=mirror).source == mirror


def test_an_address_that_cannot_be_reached_is_one_sentence(tiny: Public, said: list[str]) -> None:
    """Nobody listens there: the reason of git, the way out, and no word of a password."""
    entry = replace(tiny, repository="https://me:secret@127.0.0.1:9/none")
    with pytest.raises(CorpusError, match=r"127\.0\.0\.1:9/none gives nothing: .*--mirror") as told:
        fetch(entry, said.append)
    assert "secret" not in f"{told.value}{said}"
    assert "\n" not in str(told.value)
    assert receipt_of(entry) is None


@pytest.mark.parametrize(
    "mirror", ["ext::sh -c touch% x", "ssh://h.example/x", "http://h.example/x", "-x", "nowhere"]
)
def test_only_https_and_this_machine_are_asked(tiny: Public, said: list[str], mirror: str) -> None:
    """What could start a program, or travels in the clear, is no mirror."""
    with pytest.raises(UsageError, match=r"is neither https://…, file://… nor a folder"):
        fetch(tiny, said.append, mirror=mirror)
    with pytest.raises(UsageError, match="give one of the two"):
        fetch(tiny, said.append, mirror=mirror, offline=True)


def test_settings_of_the_user_and_hooks_play_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Public, said: list[str]
) -> None:
    """Neither ~/.gitconfig nor variables of git redirect a fetch or start anything."""
    home = tmp_path / "home"
    hooks = home / "hooks"
    hooks.mkdir(parents=True)
    for name in ("reference-transaction", "post-checkout", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    (home / ".gitconfig").write_text(
        f'[core]\n hooksPath = {hooks}\n[url "file:///nowhere/"]\n insteadOf = file://\n'
        '[filter "shout"]\n smudge = tr a-z A-Z\n required = true\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_DIR", str(home))
    monkeypatch.setenv("GIT_WORK_TREE", str(home))
    assert fetch(tiny, said.append).pages == 2
    assert not (tmp_path / "ran").exists()
