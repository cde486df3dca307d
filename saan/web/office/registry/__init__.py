"""Producers and products at the desk: list, register, correct, import."""
