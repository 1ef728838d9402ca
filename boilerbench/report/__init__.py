"""The report: what one HTML file holds of a run, and the file itself."""
