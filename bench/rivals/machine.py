"""The machine and the day, as a table has to say them."""

import datetime as dt
import os
import platform
from collections.abc import Iterable

from bench.rivals.tool import Tool


def described(chosen: Iterable[Tool]) -> str:
    """One sentence each: when, on what, which programs."""
    versions = dict.fromkeys(tool.version for tool in chosen)
    return (
        f"{dt.datetime.now().astimezone():%Y-%m-%d}, {os.cpu_count()} cores ({_processor()}),"
        f" {platform.system()} {platform.release()} {platform.machine()},"
        f" Python {platform.python_version()}. {', '.join(versions)}."
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 (no file of ours)
            lines = [line for line in file if line.startswith("model name")]
    except OSError:
        return platform.processor() or "unknown"
    return lines[0].partition(":")[2].strip() if lines else platform.processor() or "unknown"
