"""Event ids: a hybrid logical clock, then the device.

Kulkarni et al., "Logical Physical Clocks", OPODIS 2014: max(now, largest seen + 1), so
that what comes after an event sorts after it, however wrong a device's clock is.
"""

import re

from papernotes.errors import PapernotesError

_DIGITS = 16  # microseconds since 1970: enough until the year 2286
_END = 10**_DIGITS
ID = re.compile(rf"[0-9]{{{_DIGITS}}}-[a-z0-9]{{1,32}}", re.ASCII)


def next_id(now_ns: int, largest_seen: str | None, device: str) -> str:
    """The id of an event that happens now, on `device`, after all that was seen."""
    tick = max(0, now_ns // 1000)  # a clock without battery may be before 1970
    if largest_seen is not None:
        tick = max(tick, int(largest_seen.partition("-")[0]) + 1)
    if tick >= _END:
        raise PapernotesError(
            f"the event {largest_seen} has used up the journal's clock",
            hint="Delete it from its journal, or set this machine's clock. To see it:"
            " papernotes log -n 1",
        )
    return f"{tick:0{_DIGITS}d}-{device}"
