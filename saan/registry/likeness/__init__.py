"""Which two entries of the registry are one producer: read the name, gather candidates, weigh the evidence, say why.

Pure Python over plain records, so that the check at the counter, the nightly job and the benchmark are one engine.
"""
