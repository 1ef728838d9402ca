"""Settings of a project, read from its pyproject.toml."""

from pathlib import Path

import pytest

from boilerbench.errors import UsageError
from boilerbench.project import ProjectSettings, read_project_settings


def _settings(folder: Path, text: str) -> ProjectSettings:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return read_project_settings(folder)


def test_a_project_without_settings_has_none(tmp_path: Path) -> None:
    """No file, no table and an empty table are all the same."""
    assert read_project_settings(tmp_path) == ProjectSettings()
    assert _settings(tmp_path, "[project]\nname = 'x'") == ProjectSettings()
    assert _settings(tmp_path, "[tool.boilerbench]") == ProjectSettings()


def test_settings_are_what_was_written(tmp_path: Path) -> None:
    """Specs, corpus and metrics arrive."""
    text = "[tool.boilerbench]\nspecs = ['oracle']\ncorpus = 'news'\nmetrics = ['tokens']"
    assert _settings(tmp_path, text) == ProjectSettings(("oracle",), "news", ("tokens",))


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    """Something else of that name is not passed over."""
    (tmp_path / "pyproject.toml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        read_project_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.boilerbench]\nspec = ['x']", "unknown field `spec`; it takes specs, corpus"),
        ("[tool.boilerbench]\nspecs = 'x'", "Expected `array`"),
        ("[tool", "is not TOML"),
        ("tool = 3", "it takes specs"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, says: str) -> None:
    """A misspelt key is no silent default."""
    with pytest.raises(UsageError, match=says):
        _settings(tmp_path, text)
