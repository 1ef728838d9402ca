"""The wire between a worker and its host, as worker.py describes it (Python 3.7 or later)."""

import json
import os
from typing import Any, BinaryIO, Dict, List, Optional, Tuple


class Channel:
    """The host's end of stdin and stdout, moved where no library looks for them."""

    def __init__(self) -> None:
        self.requests: BinaryIO = open(os.dup(0), "rb", buffering=1 << 16)
        self.replies = os.dup(1)
        self.owner = os.getpid()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)

    def receive(self) -> Optional[Tuple[Dict[str, Any], bytes]]:
        """The next request's header and page, or None at the end."""
        line = self.requests.readline()
        if not line:
            return None
        header = json.loads(line.decode("utf-8"))
        body = self.requests.read(header["bytes"])
        return (header, body) if len(body) == header["bytes"] else None

    def send(self, chunks: List[bytes], **header: object) -> None:
        """Write one message; a forked copy of this process has no voice and ends here."""
        if os.getpid() != self.owner:
            os._exit(0)
        header["bytes"] = sum(map(len, chunks))
        line = json.dumps(header).encode("ascii") + b"\n"
        if chunks:  # the line goes out with the first: one write fewer
            self._write(line + chunks[0])
            for chunk in chunks[1:]:
                self._write(chunk)
        else:
            self._write(line)

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            written = os.write(self.replies, view)
            view = view[written:]
