"""Choosing: what is to be nominated, who may be, who is, and what the office above decides."""
