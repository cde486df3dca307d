"""Registering: applications at the counter and from producers themselves, windows, the parts of a file."""
