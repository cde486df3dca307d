"""Benchmarks beside peers: the same work in one run, medians, the losing cases too. Never a timed test."""
