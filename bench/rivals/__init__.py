"""The same work in papernotes and in the programs that one might use instead of it.

    python -m bench.rivals --write            speed: bench/rivals.md, .json and .svg
    python -m bench.rivals.faults --write     faults: bench/faults.md

Each program is installed in an environment of its own under a work folder (`--work`, by
default in the cache folder), never in this repository, and from then on runs without network.
"""
