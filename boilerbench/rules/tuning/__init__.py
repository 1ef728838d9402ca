"""The rules and options that serve a corpus best, and what they are worth where nobody tuned."""
