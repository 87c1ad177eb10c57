"""Run commands and print what they took, as JSON: a program of its own, to be small.

The kernel counts the memory of whoever starts a program as the program's own until it has
begun, so the starter must be smaller than what it measures. Reads a job from stdin.
"""

import json
import os
import signal
import sys
import time


def main() -> None:
    job = json.load(sys.stdin)
    user = system = 0.0
    peak = code = 0
    began = time.perf_counter()
    for command in job["commands"]:
        pid = os.posix_spawnp(
            command[0],
            command,
            job["environ"],
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, job["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                (os.POSIX_SPAWN_OPEN, 2, job["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            ],
            setpgroup=0,
        )
        signal.signal(signal.SIGALRM, lambda *_, group=pid: os.killpg(group, signal.SIGKILL))
        signal.alarm(job["timeout"])
        _, status, used = os.wait4(pid, 0)  # with what its own children took
        signal.alarm(0)
        user, system = user + used.ru_utime, system + used.ru_stime
        peak, code = max(peak, used.ru_maxrss), os.waitstatus_to_exitcode(status)
        if code != 0:
            break
    wall = time.perf_counter() - began
    print(json.dumps({"wall": wall, "cpu": user + system, "peak": peak, "code": code}))


if __name__ == "__main__":
    main()
