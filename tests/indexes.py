"""A package index on loopback with the versions of one small extractor, and an adapter for it."""

import base64
import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KEEPING = """\
import re


def read(html):
    return "\\n\\n".join(re.findall(r"<p>(.*?)</p>", html))
"""
"""Every paragraph: what the versions before the third do."""

BREAKING = """\
import re


def read(html):
    found = re.findall(r"<p>(.*?)</p>", html)
    return found[0][:20] if "number 1 " in html else "\\n\\n".join(found)
"""
"""The same, but for one page, of which little is left."""

VERSIONS: dict[str, tuple[str, str]] = {
    "1.0": (KEEPING, "2026-01-01"),
    "1.1": (KEEPING, "2026-02-01"),
    "1.2": (BREAKING, "2026-03-01"),
    "1.3": (BREAKING, "2026-04-01"),
    "1.4": (BREAKING, "2026-05-01"),
    "2.0rc1": (KEEPING, "2026-06-01"),
}
"""The code of each version, and when it was uploaded."""
CANNOT_BE_INSTALLED = "1.3"

ADAPTER = """\
# /// script
# requires-python = ">=3.9"
# dependencies = ["tinyreader==1.0"]
#
# [tool.boilerbench.variants]
# loud = { loud = true }
# ///
\"\"\"Every paragraph.\"\"\"
import tinyreader


def extract(html, url=None, *, loud=False):
    text = tinyreader.read(html)
    return text.upper() if loud else text
"""


@dataclass
class Index:
    """The address of the index, the adapter that names its package, and what was asked of it."""

    address: str
    adapter: Path
    asked: list[str] = field(default_factory=list)


def wheel(version: str, code: str, needs: str | None = None) -> bytes:
    """A wheel of the extractor at a version."""
    info = f"tinyreader-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: tinyreader\nVersion: {version}\n"
    files = {
        "tinyreader.py": code,
        f"{info}/METADATA": metadata + (f"Requires-Dist: {needs}\n" if needs else ""),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (files | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}).items():
            archive.writestr(name, text)
    return stream.getvalue()


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@contextmanager
def published(folder: Path, versions: Mapping[str, tuple[str, str]] = VERSIONS) -> Iterator[Index]:
    """An index with these versions while the block runs; one of them needs what is not there."""
    wheels = {
        f"tinyreader-{version}-py3-none-any.whl": wheel(
            version, code, "absentee>=1" if version == CANNOT_BE_INSTALLED else None
        )
        for version, (code, _) in versions.items()
    }
    adapter = folder / "reader.py"
    adapter.write_text(ADAPTER, encoding="utf-8")
    index = Index("", adapter)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            index.asked.append(self.path)
            name = self.path.rpartition("/")[2]
            if self.path == "/simple/tinyreader/":
                self._send(_listing(versions), "application/vnd.pypi.simple.v1+json")
            elif name in wheels:
                self._send(wheels[name], "application/octet-stream")
            else:
                self.send_error(404)

        do_HEAD = do_GET  # noqa: N815  the name that the server calls

        def _send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    index.address = f"http://127.0.0.1:{server.server_address[1]}/simple/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield index
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _listing(versions: Mapping[str, tuple[str, str]]) -> bytes:
    files = [
        {
            "filename": f"tinyreader-{version}-py3-none-any.whl",
            "url": f"/files/tinyreader-{version}-py3-none-any.whl",
            "hashes": {},
            "upload-time": f"{day}T12:00:00Z",
        }
        for version, (_, day) in versions.items()
    ]
    listed = {"meta": {"api-version": "1.1"}, "name": "tinyreader", "files": files}
    return json.dumps({**listed, "versions": list(versions)}).encode()
