"""The bytes of an answer: as many as may be, unpacked, and whole."""

import zlib
from collections.abc import Iterable, Iterator

from papernotes.network import failures

_AUTO = 32 + zlib.MAX_WBITS  # gzip or zlib, as its first bytes say


def whole(url: str, host: str, encoding: str, chunks: Iterable[bytes], most: int) -> bytes:
    """All of it. Raises NetworkError if it is larger than `most`, packed or unpacked.

    Never more than that is unpacked: a few bytes can stand for gigabytes.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return _gathered(url, chunks, most)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise failures.nonsense(host, f"it is packed as {encoding[:40]}")
    return _gathered(url, _unpacked(host, chunks, most), most)


def _gathered(url: str, chunks: Iterable[bytes], most: int) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > most:
            raise failures.too_large(url, most)
    return bytes(data)


def _unpacked(host: str, chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_AUTO)
    got = 0
    seen = False
    try:
        for chunk in chunks:
            seen = seen or bool(chunk)
            piece = unpacker.decompress(chunk, most + 1 - got)
            got += len(piece)
            yield piece
            if got > most:
                return
    except zlib.error:
        raise failures.nonsense(host, "it can't be unpacked") from None
    if seen and not unpacker.eof:
        raise failures.cut_off(host)
