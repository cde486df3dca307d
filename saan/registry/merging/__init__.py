"""Making one entry of two: which columns may be chosen, what moves, and how every change is put back exactly."""
