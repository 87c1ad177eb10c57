"""papernotes in real processes that start at once: children of one that has it loaded.

A line of JSON on stdin is a list of jobs (see `processes.Job`) that are run side by side; a
line of JSON on stdout says how each ended. Each job is a process of its own, which may be
killed, refused room, or faulted by the shim, like any other.
"""

import codecs
import importlib
import json
import os
import pkgutil
import resource
import selectors
import signal
import sys
import time
from pathlib import Path
from typing import Any

import papernotes
from papernotes.main import main


def load() -> None:
    """Import whatever a command may import later, so that no child has to."""
    for module in pkgutil.walk_packages(papernotes.__path__, "papernotes."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("rich.table", "typer", "pydantic", "tomllib", "tomli_w", "sqlite3", "hashlib"):
        importlib.import_module(name)
    codecs.lookup("utf-8-sig")  # a module as well, which another user may not be let read


def child(job: dict[str, Any], streams: list[int]) -> int:
    """What a job is, in its own process. Gives the exit code of the last line that was run."""
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
    os.environ.update(job["environ"])
    if job["file_size"] is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_size"], job["file_size"]))
    os.umask(job["umask"])
    if job["user"] is not None:
        os.setgroups([])
        os.setgid(job["user"])
        os.setuid(job["user"])
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (a descriptor)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    code = 0
    while True:
        for line in job["lines"]:
            code = main(line)
            sys.stdout.flush()
            os.dup2(streams[1], 1)  # a command that fails lets go of it
            if code and job["until"]:
                return code
            if len(job["lines"]) > 1:
                print(f"\0{code}\0", end="", flush=True)  # noqa: T201 (parts what they print)
        if not job["until"] or Path(job["until"]).exists():
            return code


def begin(job: dict[str, Any]) -> tuple[int, list[int]]:
    """Fork; gives the process, and what is to be read of it."""
    stdin = os.memfd_create("in") if job["stdin"] else os.open(os.devnull, os.O_RDONLY)
    if job["stdin"]:
        os.write(stdin, job["stdin"].encode())
        os.lseek(stdin, 0, os.SEEK_SET)
    ends = [os.pipe(), os.pipe()]  # no files: what limits files would limit them
    process = os.fork()
    if process:
        for descriptor in (stdin, *(to for _, to in ends)):
            os.close(descriptor)
        return process, [by for by, _ in ends]
    code = 70  # EX_SOFTWARE, should what follows fail
    try:
        code = child(job, [stdin, *(to for _, to in ends)])
    except BaseException as error:
        os.write(2, repr(error).encode())
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def read(ends: list[int]) -> dict[int, str]:
    """All that comes by the pipes, until nobody has their other ends any more."""
    said = dict.fromkeys(ends, b"")
    with selectors.DefaultSelector() as open_ends:
        for end in ends:
            open_ends.register(end, selectors.EVENT_READ)
        while open_ends.get_map():
            for key, _ in open_ends.select():
                if data := os.read(key.fd, 65536):
                    said[key.fd] += data
                else:
                    open_ends.unregister(key.fd)
                    os.close(key.fd)
    return {end: data.decode("utf-8", "replace") for end, data in said.items()}


def wait(process: int, seconds: float) -> None:
    """Until the process has ended, at most so many seconds; it is still to be waited for."""
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not os.waitid(os.P_PID, process, how):
        time.sleep(min(left, 0.001))  # waitid knows no time-out, and a signal would reach all forks


def serve() -> None:
    load()
    for line in sys.stdin:
        jobs = json.loads(line)
        begun = time.monotonic()
        running = [begin(job) for job in jobs]
        for job, (process, _) in zip(jobs, running, strict=True):
            if job["kill_after"] is not None:
                wait(process, job["kill_after"])
                os.kill(process, signal.SIGKILL)  # it may have ended: then it is a zombie yet
        said = read([end for _, ends in running for end in ends])
        answer = []
        for process, (out, err) in running:
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            took = time.monotonic() - begun
            answer.append({"code": code, "out": said[out], "err": said[err], "took": took})
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
