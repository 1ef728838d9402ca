"""Which address a file of a folder is from: a list says it, or a sub-folder called as its host."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.errors import DataError
from boilerbench.rules.scopes import host_of

_HOST: Final = re.compile(
    r"(?=.{4,253}$)(?:(?!-)[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE
)


def addresses_in(file: Path) -> dict[str, str]:
    """The address of each file by its name in the folder, from CSV (name,url) or a JSON object.

    DataError where the list cannot be read, and for what is no address.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: the addresses cannot be read: {error}.") from error
    found = _from_json(file, text) if file.suffix.lower() == ".json" else _from_csv(text)
    return {_posix(name): _address(file, name, url) for name, url in found.items()}


def _from_json(file: Path, text: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError as error:
        raise DataError(
            f"{file}: {error}. Expected one JSON object, of a name and an address each: "
            '{"a/one.txt": "https://example.com/one"}.'
        ) from error


def _from_csv(text: str) -> dict[str, str]:
    """Rows of a name and an address; a first row that calls its columns so says their order."""
    rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
    headers = [cell.strip().lower() for cell in rows[0]] if rows else []
    name, url = 0, 1
    if "name" in headers and "url" in headers:
        name, url, rows = headers.index("name"), headers.index("url"), rows[1:]
    last = max(name, url)
    return {row[name].strip(): row[url].strip() if len(row) > last else "" for row in rows}


def _posix(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def _address(file: Path, name: str, url: str) -> str:
    whole = url if "://" in url else f"https://{url}"
    if not url or host_of(whole) is None:
        raise DataError(
            f"{file}: {name!r} has the address {url!r}; expected lines of name,url such as "
            "a/one.txt,https://example.com/one."
        )
    return whole


def by_folder(root: Path, name: str) -> str | None:
    """The address of the host that a folder above a file is called as, the nearest one."""
    above = [root.resolve().name, *Path(name).parts[:-1]]
    host = next((one for one in reversed(above) if _is_host(one)), None)
    return f"https://{host.lower()}/" if host else None


def _is_host(name: str) -> bool:
    """Whether a name ends as hosts do: `www.a.com`, and not `v1.old`."""
    if _HOST.fullmatch(name) is None:
        return False
    import tld  # noqa: PLC0415  slow to load, and few folders look like hosts

    return tld.get_fld(f"https://{name}", fail_silently=True) is not None


def strangers(addresses: Mapping[str, str], names: set[str]) -> list[str]:
    """The names with an address that are none of these files."""
    return sorted(addresses.keys() - names)
