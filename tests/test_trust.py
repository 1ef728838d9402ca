"""What docs/trust.md says of the sandbox is what happens when it is tried."""

import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from boilerbench.cli import exit_code
from boilerbench.commands import Command
from boilerbench.launching import CONTAINMENT_VARIABLE
from boilerbench.sessions import Session
from tests.evil import command_for, needs_node

HERE = Path(__file__).parent
PAGE = (HERE.parent / "docs" / "trust.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\S.+?) \| (stopped|possible) \| (stopped|possible) \|$", re.MULTILINE)
TABLE = {act: {"namespace": first, "patched": second} for act, first, second in ROW.findall(PAGE)}
MARK = f"boilerbench-{os.getpid()}"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """A server, a file, sockets and a process to reach for."""
    monkeypatch.setenv("TRUST", MARK)
    (tmp_path / "secret").write_text(MARK, encoding="utf-8")
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as local,
        socket.socket(socket.AF_UNIX) as abstract,
        subprocess.Popen(["sleep", "60"], env=dict(os.environ)) as process,
    ):
        for one, address in ((local, str(tmp_path / "socket")), (abstract, f"\0{MARK}")):
            one.bind(address)
            one.listen()
        yield {
            "port": server.getsockname()[1],
            "folder": str(tmp_path),
            "pid": process.pid,
            "mark": MARK,
        }
        process.kill()


@pytest.mark.parametrize("containment", ["pid-namespace", "subreaper"])
def test_the_table_is_what_happens(
    things: dict[str, object], monkeypatch: pytest.MonkeyPatch, containment: str
) -> None:
    """Each thing that the table calls stopped fails when it is tried, and each other works."""
    monkeypatch.setenv(CONTAINMENT_VARIABLE, containment)
    page = json.dumps(things).encode()
    with Session(Command(sys.executable, str(HERE / "adversaries" / "reaching.py"))) as session:
        network = session.greeting().network
        found = {act: session.ask(page, act) for act in TABLE}
    assert {reply.reason for reply in found.values()} == {None}
    expected = {act: row[network] for act, row in TABLE.items()}
    assert {act: reply.text for act, reply in found.items()} == expected


@needs_node
@pytest.mark.parametrize("containment", ["pid-namespace", "subreaper"])
def test_javascript_connects_no_more_than_python(
    things: dict[str, object], monkeypatch: pytest.MonkeyPatch, containment: str
) -> None:
    """The table's first row holds of Node too, and the attempt is counted as the page says."""
    monkeypatch.setenv(CONTAINMENT_VARIABLE, containment)
    adapter = HERE / "adversaries" / "reaching.mjs"
    with Session(command_for("node", adapter)) as session:
        network = session.greeting().network
        reply = session.ask(json.dumps(things).encode())
    assert reply.text == TABLE["connects from Python or JavaScript"][network]
    assert reply.network_attempts > 0


def test_every_act_has_its_row() -> None:
    """The table names all that is tried, and nothing that is not."""
    acts = re.findall(
        r'^    "(.+?)":', (HERE / "adversaries" / "reaching.py").read_text(), re.MULTILINE
    )
    assert list(TABLE) == acts


def checked(folder: Path, adapter: str, source: str, version: Path) -> int:
    """The exit code of a check of an adapter at a version that lies in a folder."""
    (folder / adapter).write_text(source, encoding="utf-8")
    return exit_code(["extractors", "check", f"{folder / adapter}@{version}"])


@pytest.fixture
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))


PYTHON = """# /// script
# dependencies = ["trusted==1"]
# ///
def extract(html, url=None):
    return html
"""
NODE = """// /// script
// dependencies = ["trusted@1.0.0"]
// ///
export function extract(html, url) { return html; }
"""


@pytest.mark.environments
@pytest.mark.usefixtures("_own_cache")
def test_a_wheel_runs_nothing_before_its_worker(tmp_path: Path) -> None:
    """What a wheel hooks into every start of Python runs in the sandbox, and never at set-up."""
    ran = tmp_path / "ran"
    hook = f"import os; print(os.environ.get('BOILERBENCH_NETWORK'), file=open({str(ran)!r}, 'a'))"
    wheel = tmp_path / "trusted-1-py3-none-any.whl"
    about = "trusted-1.dist-info"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("trusted.pth", f"{hook}\n")
        packed.writestr("trusted.py", "")
        packed.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: trusted\nVersion: 1\n")
        packed.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        packed.writestr(f"{about}/RECORD", "")
    assert checked(tmp_path, "trusted.py", PYTHON, wheel) == 0
    assert set(ran.read_text(encoding="utf-8").split()) <= {"namespace", "open"}
    assert next((tmp_path / "cache").rglob("trusted.*.pyc")).is_file()


@needs_node
@pytest.mark.environments
@pytest.mark.usefixtures("_own_cache")
def test_no_script_of_an_npm_package_runs(tmp_path: Path) -> None:
    """What a package asks npm to run when it is installed or packed is not run."""
    package = tmp_path / "trusted"
    package.mkdir()
    hooks = ["preinstall", "install", "postinstall", "prepare", "prepack", "postpack"]
    scripts = {hook: f"echo {hook} >> {tmp_path}/ran" for hook in hooks}
    described = {"name": "trusted", "version": "1.0.0", "scripts": scripts}
    (package / "package.json").write_text(json.dumps(described), encoding="utf-8")
    assert checked(tmp_path, "trusted.mjs", NODE, package) == 0
    assert not (tmp_path / "ran").exists()


@pytest.mark.environments
@pytest.mark.usefixtures("_own_cache")
def test_a_checkout_is_built_outside_of_the_sandbox(
    things: dict[str, object], tmp_path: Path
) -> None:
    """What the page says of building: it has the network, your files and your variables."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "setup.py").write_text(
        "import os, pathlib, socket, setuptools\n"
        f"socket.create_connection(('127.0.0.1', {things['port']}), 2)\n"
        f"pathlib.Path({str(tmp_path / 'built')!r}).write_text(os.environ['TRUST'])\n"
        "setuptools.setup(name='trusted', version='1', py_modules=[])\n",
        encoding="utf-8",
    )
    assert checked(tmp_path, "trusted.py", PYTHON, checkout) == 0
    assert (tmp_path / "built").read_text(encoding="utf-8") == MARK
