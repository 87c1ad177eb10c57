"""taskwarrior: tasks, a line each in a text file. Written in C++."""

import json
import shutil
import subprocess
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.rivals.tool import Command, Tool
from papernotes.model.paper import Paper


class Taskwarrior(Tool):
    name = "taskwarrior"
    pins = ()
    cached = False
    store = "a line a task in text files"

    @property
    def version(self) -> str:
        done = subprocess.run(["task", "--version"], capture_output=True, text=True, check=True)
        return f"taskwarrior {done.stdout.strip()}"

    def install(self) -> None:
        if not shutil.which("task"):
            subprocess.run(["apt-get", "install", "-y", "taskwarrior"], check=True)

    def environ(self, home: Path) -> dict[str, str]:
        places = {"TASKRC": str(home / "taskrc"), "TASKDATA": str(home / "data")}
        return super().environ(home) | places

    def fill(self, home: Path, papers: Sequence[Paper]) -> None:
        (home / "data").mkdir(parents=True)
        # No questions: there is nobody to answer them.
        (home / "taskrc").write_text("confirmation=off\n")
        tasks = [
            {
                "uuid": self.record_of(paper),
                "description": f"{paper.title} ({', '.join(paper.authors)}, {paper.year})",
                "project": "papers",
                "tags": [topic.replace(" ", "") for topic in paper.topics],
                "status": "pending",
                "entry": "20260101T000000Z",
                "annotations": [{"entry": "20260101T000000Z", "description": paper.url}],
            }
            for paper in papers
        ]
        file = home / "import.json"
        file.write_text(json.dumps(tasks), encoding="utf-8")
        self.run(home, self._task("import", str(file))).check_returncode()
        file.unlink()
        for _ in range(2):  # it rewrites its files once more at the first look
            self.run(home, self.list_all()).check_returncode()

    def _task(self, *arguments: str) -> list[Command]:
        return [["task", "rc.verbose=nothing", *arguments]]

    def list_all(self) -> list[Command]:
        return self._task("list")

    def everything(self) -> list[Command]:
        return self._task("all")

    def first_50(self) -> list[Command]:
        return self._task("limit:50", "list")

    def search(self, word: str) -> list[Command]:
        return self._task("rc.search.case.sensitive=no", f"/{word}/", "list")

    def show(self, paper: Paper) -> list[Command]:
        return self._task(self.record_of(paper), "information")

    def mark(self, paper: Paper) -> list[Command]:
        return self._task(self.record_of(paper), "done")

    def edited(self, home: Path, _paper: Paper, /) -> Path:
        return home / "data" / "pending.data"

    def records(self, home: Path) -> Mapping[str, bytes]:
        found = {}
        for name in ("completed.data", "pending.data"):
            for line in (home / "data" / name).read_bytes().splitlines():
                if line.startswith(b"[") and line.endswith(b"]"):
                    found[line.rpartition(b'uuid:"')[2][:36].decode()] = line
        return found

    def record_of(self, paper: Paper) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self.key(paper)))

    def is_marked(self, record: bytes) -> bool:
        return b'status:"completed"' in record
