"""Official papers as Word files, to be worked on further; the sheets and their words come from ``typesetting``."""
