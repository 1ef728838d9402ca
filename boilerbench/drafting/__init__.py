"""Gold for one's own pages: a draft by consensus, to be gone through by a person."""
