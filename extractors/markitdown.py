# /// script
# requires-python = ">=3.10,<3.15"
# dependencies = ["markitdown==0.1.8"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "MarkItDown"
# homepage = "https://github.com/microsoft/markitdown"
# licence = "MIT"
# kind = "converter"
#
# [[tool.boilerbench.requirements]]
# versions = "<0.1.4"
# dependencies = []
# requires-python = ">=3.10,<3.13"  # of that time's numpy and onnxruntime there are wheels
# ///
"""The whole page as Markdown, by the converter of a tool for many file formats."""

from __future__ import annotations

import io

from markitdown import MarkItDown, StreamInfo

# Loads a model that tells file formats apart, so it is made once.
CONVERTER = MarkItDown(enable_plugins=False)


def extract(html: str, url: str | None = None) -> dict[str, str]:
    """The library's own Markdown and title, of a stream that is said to be HTML in UTF-8."""
    stream = io.BytesIO(html.encode("utf-8", "replace"))
    said = StreamInfo(mimetype="text/html", extension=".html", charset="utf-8", url=url)
    result = CONVERTER.convert_stream(stream, stream_info=said)
    return {"markdown": result.markdown or "", "title": str(result.title or "")}
