"""Choosing products and groups for a letter: who may be chosen, who is nominated, what the office above decides."""
