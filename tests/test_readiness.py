"""Extractors are made ready side by side: what their workers say is in their records."""

from pathlib import Path

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
