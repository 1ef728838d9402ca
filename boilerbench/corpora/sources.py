"""Files that pages are read from."""

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from boilerbench.errors import CorpusError


def named(path: Path) -> Path:
    """The path itself, whose names must be UTF-8 for they become names of corpora and pages.

    Raises CorpusError where one is not.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"The name {str(path)!r} is not UTF-8: rename that file or folder."
        ) from error
    return path


@dataclass(frozen=True, slots=True)
class HtmlFile:
    """A page's bytes in a file, gunzipped where its name ends in .gz; read anew each time."""

    path: Path

    def read(self) -> bytes:
        """The page as served; CorpusError where the file is gone or broken."""
        try:
            content = self.path.read_bytes()
            return _gunzipped(content) if self.path.suffix == ".gz" else content
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or error
            raise CorpusError(
                f"{self.path} cannot be read ({reason}): restore the page or remove its gold."
            ) from error


def _gunzipped(content: bytes) -> bytes:
    # To Python nothing is the gzip of nothing; on disk it is a file that was cut off.
    if not content:
        raise EOFError("a file of 0 bytes is no gzip file")
    return gzip.decompress(content)
