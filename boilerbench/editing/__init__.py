"""Going through a page's labels block by block: what a person decided, kept at every step."""
