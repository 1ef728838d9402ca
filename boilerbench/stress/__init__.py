"""How much of a score survives: pages changed as redesigns change them, and with noise planted."""
