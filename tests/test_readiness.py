"""Extractors are made ready side by side: what their workers say is in their records."""

from pathlib import Path

from boilerbench.commands import Command
from boilerbench.manifests import Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec


def test_workers_are_heard_side_by_side(tmp_path: Path) -> None:
    """Each system learns what its own worker says; one that does not start has its reason."""
    (tmp_path / "good.py").write_text("def extract(html, url=None): return html")
    (tmp_path / "bad.py").write_text(
        "def extract(html, url=None): return html\nraise OSError('no')"
    )
    specs = [parse_spec(f"{tmp_path}/{name}.py") for name in ("good", "bad", "good")]
    settings = Settings()
    systems = resolve_all(specs, settings, jobs=2, say=print)
    with SessionPool(2) as pool:
        good, bad, again = greet_all(systems, pool, jobs=2)
    assert (good.record.network, good.record.reason) == (again.record.network, None)
    assert good.record.import_ms is not None
    assert bad.origin is None
    assert (bad.record.reason or "").endswith("OSError: no.")


def test_the_first_systems_workers_are_alive_when_the_work_begins(tmp_path: Path) -> None:
    """Systems are heard from the last to the first, of which as many start as are asked for."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text("def extract(html, url=None): return html")
    specs = [parse_spec(f"{tmp_path}/{name}.py") for name in ("one", "two")]
    systems = resolve_all(specs, Settings(), jobs=2, say=print)
    command = systems[0].origin
    assert isinstance(command, Command)
    with SessionPool(2) as pool:
        one, two = greet_all(systems, pool, jobs=2, first=2)
        assert [one.record.spec, two.record.spec] == [str(spec) for spec in specs]
        with pool.borrow(command) as session:
            assert session.ask(b"x").text == "x"


def test_nothing_is_heard_of_no_system() -> None:
    """Without systems there is nothing to start."""
    with SessionPool(2) as pool:
        assert greet_all([], pool, jobs=2, first=2) == []
