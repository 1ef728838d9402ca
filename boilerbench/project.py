"""What a project always wants: `[tool.boilerbench]` in the pyproject.toml of the current folder."""

import tomllib
from pathlib import Path

import msgspec

from boilerbench.errors import UsageError


class ProjectSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Defaults for `run`, `score` and `gate`; a flag wins over each."""

    specs: tuple[str, ...] = ()
    corpus: str | None = None
    metrics: tuple[str, ...] = ()
    baseline: str | None = None
    tolerances: tuple[str, ...] = ()


class PyProject(msgspec.Struct, frozen=True):
    """As much of a pyproject.toml as is ours to read."""

    tool: dict[str, object] = {}


def read_project_settings(folder: Path | None = None) -> ProjectSettings:
    """The settings in a folder's pyproject.toml, or none; UsageError where they cannot be read."""
    file = (folder or Path()) / "pyproject.toml"
    try:
        tools = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), PyProject).tool
        return msgspec.convert(tools.get("boilerbench", {}), ProjectSettings)
    except FileNotFoundError:
        return ProjectSettings()
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read ({error.strerror}): mend that, or start in another folder."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not TOML ({error}): mend it.") from error
    except msgspec.ValidationError as error:
        known = ", ".join(ProjectSettings.__struct_fields__)
        raise UsageError(f"{file}: [tool.boilerbench]: {error}; it takes {known}.") from error
