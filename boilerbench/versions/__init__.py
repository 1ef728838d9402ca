"""An extractor over its versions: which there are, how each does, which was the first to break."""
