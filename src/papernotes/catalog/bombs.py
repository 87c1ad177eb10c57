"""TOML that would keep the parser busy for hours."""

_FREE = 30_000_000  # half a second: what a key of 5,000 parts takes
_PER_BYTE = 10  # a papers.toml of ours needs 0.03


def is_bomb(data: bytes) -> bool:
    """Whether `data` has lines with so many dots that they can only be endless keys.

    A key of n parts (`a.a.a…`) takes tomllib a time of n², and a file of 200 KB hours.
    """
    affordable = _FREE + _PER_BYTE * len(data)
    if data.count(b".") ** 2 <= affordable:
        return False
    return _work(data) > affordable


def stays_harmless(end: bytes, longer: int) -> bool:
    """Whether a file that is no bomb is none yet, `longer` bytes later, because of its `end`.

    `end` are its last lines, with all that is new. If not, the whole may still be none.
    """
    return _work(end) <= _PER_BYTE * longer


def _work(data: bytes) -> int:
    return sum(line.count(b".") ** 2 for line in data.split(b"\n"))
