"""Why a text is still in an extractor's output: where it stands, and what each rule missed."""
