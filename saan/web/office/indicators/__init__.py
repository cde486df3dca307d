"""Indicators: the targets that letters set, with their very words; what has been reached is shown once it is known."""
