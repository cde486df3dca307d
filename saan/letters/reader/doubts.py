"""Where a letter contradicts itself."""


def doubts(first, others):
    return []
