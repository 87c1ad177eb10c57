"""Every command that writes, killed and refused at each of its calls that change the disk."""

import errno
import os
import re
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from papernotes.curating.origin import NAME as ORIGIN
from tests.faults.changing import CHANGES, MINE
from tests.faults.kept import SAID, Files, Kept, events, files, view
from tests.faults.processes import Ended, Home
from tests.faults.writing import CASES, DRAFTS, JOURNAL, TAIL, Case, tail_apart

pytestmark = pytest.mark.usefixtures("faulted")

ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS)
# An index takes some ninety calls, and most are alike: by hand each of them is tried.
EVERY = 1 if "PAPERNOTES_TRIES" in os.environ else 5
PASSING = r"\d{8}-\d{6}|(?<=\.)\d+$"  # of names: the time when, and the process which
NEXT = ["tag", "llm/46", "+next"]


class Stage:
    """A command in the home that it is tried in, again and again."""

    def __init__(self, case: Case, home: Home) -> None:
        self.case, self.home = case, home
        case.set_up(home)
        self.line = case.run_line(home)
        self.environ = case.environ(home)
        folders = f"{home.path}/data:{home.path}/state"
        if case.apart:
            self.environ |= {"FAULTS_APART": "1", "FAULTS_UNDER": folders}
        self.faults = {**self.environ, "FAULTS_UNDER": folders}
        self.kept = Kept(home.path)
        self.looked_at: dict[frozenset[tuple[str, bytes | str]], list[Any]] = {}

    def run(self, **faults: Any) -> Ended:
        """The command, with a fault; without one it is only counted."""
        (self.home.path.parent / "editor.saved").unlink(missing_ok=True)
        environ = {f"FAULTS_{name}": str(value) for name, value in faults.items()}
        return self.home.run(*self.line, stdin=self.case.stdin, environ=self.faults | environ)

    def calls(self) -> list[str]:
        """The calls that it makes to change the disk, where nothing goes wrong."""
        log = self.home.path.parent / "log"
        log.unlink(missing_ok=True)
        ended = self.run(LOG=log)
        assert ended.code == 0, ended
        self.kept.restore()
        return log.read_text("utf-8").splitlines()

    def typed_is_kept(self, where: str) -> None:
        """What was typed in the editor of `edit` is in the catalog, or in its draft still."""
        saved = self.home.path.parent / "editor.saved"
        if saved.exists():
            now = files(self.home.path)
            drafts = [held for name, held in now.items() if name.startswith(DRAFTS)]
            catalogs = b"".join(
                file.read_bytes() for file in self.home.path.glob("data/*/*/papers.toml")
            )
            assert saved.read_bytes() in drafts or MINE.encode() in catalogs, where
            saved.unlink()

    def rest(self) -> list[Any]:
        """What is to be seen; then another command, and this one again, and what is seen then.

        Homes that hold the same go on alike, so that is looked at once; by hand, each time.
        """
        now = files(self.home.path)
        key = frozenset((re.sub(PASSING, "", name), held) for name, held in now.items())
        if key not in self.looked_at or "PAPERNOTES_TRIES" in os.environ:
            self.looked_at[key] = self._look()
        return self.looked_at[key]

    def _look(self) -> list[Any]:
        held = written(files(self.home.path))
        reverses = self.line[0] in ("undo", "redo")  # it is about what was done last
        two = [self.line, NEXT] if reverses else [NEXT, self.line]
        lines = [*SAID, *two, *SAID]
        said = self.home.runs(*lines, stdin=self.case.stdin, environ=self.environ)
        first, last = said[: len(SAID)], said[-len(SAID) :]
        codes = [code for code, _ in said]
        ids = [event["id"] for event in events(self.home.path)]
        assert len(ids) == len(set(ids))
        now = files(self.home.path)
        litter = [name for name in now if hidden(name) and not self._may_stay(name)]
        return [view(first), held, codes, view(last), written(now), litter]

    def _may_stay(self, name: str) -> bool:
        """What is gone is cleared away by whoever removes something next."""
        if self.case.name.startswith("catalog rename") and name.startswith("state/.catalog."):
            return True  # it can't be done twice: by who chooses
        return ".gone/" in name or Path(name).name == ORIGIN

    def as_it_should_be(self) -> list[list[Any]]:
        """The rest if the command never was; if it was; and, of two steps, after the first."""
        found = []
        for make in (lambda _: None, lambda _: self.run(), *self.case.halfway):
            make(self.home)
            found.append(self.rest())
            checked = self.home.run("check")
            assert checked.code == 0, checked  # also of what comes after it, as of all like it
            self.kept.restore()
        calls = self.calls() if self.case.between else []
        for name in self.case.between:
            number = next(n for n, call in enumerate(calls, 1) if name in call)
            assert self.run(NTH=number, DO="kill").code == -signal.SIGKILL
            found.append(self.rest())
            self.kept.restore()
            if name == JOURNAL:  # as if nothing had happened
                assert found[-1][2:] == found[1][2:]
        return found


@pytest.fixture(params=[*CASES, *CHANGES], ids=lambda case: case.name)
def stage(request: pytest.FixtureRequest, house: Home) -> Stage:
    return Stage(request.param, house)


def hidden(name: str) -> bool:
    return "/." in name


def written(found: Files) -> Files:
    """The files that hold the same in every run: journals hold times."""
    places = ("data/notes/", "data/catalogs/")
    return {k: v for k, v in found.items() if k.startswith(places) and not hidden(k)}


def nothing_is_lost(before: Files, now: Files, after: Files, where: str) -> None:
    """Each file is what it was or, whole, what the command makes of it."""
    for name, held in before.items():
        if name.startswith("data/journal/"):
            assert isinstance(held, bytes)
            found = now[name]
            assert isinstance(found, bytes)
            assert found.startswith(held.removesuffix(TAIL)), where
            assert held.endswith(TAIL) <= (found.endswith(TAIL) or TAIL in now.values()), where
        elif name == "state/catalog" and now.get(name) == b"mine\nours\n":
            assert (held, after.get(name)) == (b"mine\n", b"ours\n"), where  # either will do
        elif now.get(name) != held:
            assert now.get(name) == after.get(name), (where, name)
            assert name in after or name == "state/catalog" or held in now.values(), (where, name)


def test_killed_at_any_call_it_is_done_or_not_and_the_next_command_works(stage: Stage) -> None:
    calls = stage.calls()
    allowed = stage.as_it_should_be()
    done = allowed[1]
    stage.run()
    after = files(stage.home.path)
    stage.kept.restore()
    there = []
    tries = [(n, how) for n, call in enumerate(calls, 1) for how in ways(call)]
    for number, how in tries:
        where = f"{how} at call {number}: {calls[number - 1]}"
        ended = stage.run(NTH=number, DO=how)
        if how == "short":  # the rest is written then
            assert ended.code == 0, (where, ended)
            assert stage.rest() == done, where
            stage.kept.restore()
            continue
        assert ended.code == -signal.SIGKILL, (where, ended)
        nothing_is_lost(stage.kept.files, files(stage.home.path), after, where)
        stage.typed_is_kept(where)
        rest = stage.rest()
        assert rest in allowed, where
        there.append(rest == done)
        stage.kept.restore()
    # Up to some call it was never there, and from then on it is.
    if done != allowed[0]:
        assert there == sorted(there)
        assert not there[0]


def ways(call: str) -> Iterator[str]:
    """What else can befall a call than that it fails."""
    yield "kill"
    if call.startswith(("write ", "sendfile", "copy_file_range")):
        yield "half"
        yield "short"


def test_refused_at_any_call_it_says_so_and_all_is_as_it_was(stage: Stage) -> None:
    calls = stage.calls()
    without, done, *between = stage.as_it_should_be()
    # What may be left is the beginning of a note that could not be removed.
    kept_template = between if stage.case.editor == ":" else []
    for number, call in enumerate(calls, 1):
        refusal = ERRORS[number % len(ERRORS)]
        where = f"{errno.errorcode[refusal]} at call {number}: {call}"
        ended = stage.run(NTH=number, DO=refusal)
        if ended.code == 0:  # it could do without that call
            assert stage.rest() == done, where
        else:
            assert ended.code == 1, (where, ended)
            assert ended.err.startswith("papernotes: could not "), (where, ended)
            assert ended.err.count("\n") == 1, (where, ended)
            assert os.strerror(refusal) in ended.err, (where, ended)
            assert ended.out == "", (where, ended)
            stage.typed_is_kept(where)
            now = files(stage.home.path)
            before = calls[number - 2].partition(" ")
            if call.startswith("fsync ") and before[0] == "mkdir":  # it might not last
                assert not Path(before[2]).exists(), where
            if not kept_template:
                assert tail_apart(now) == tail_apart(stage.kept.files), where
            assert stage.rest() in [without, *kept_template], where
        stage.kept.restore()


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case.name)
def test_on_a_disk_that_stays_full_what_can_not_be_taken_back_is_said_and_kept(
    case: Case, house: Home
) -> None:
    stage = Stage(case, house)
    calls = stage.calls()
    recorded = max(
        n for n, call in enumerate(calls, 1) if call.startswith("write ") and JOURNAL in call
    )
    was = tail_apart(stage.kept.files)
    stage.run()
    done = written(files(house.path))
    stage.kept.restore()
    ended = stage.run(NTH=recorded, DO=errno.ENOSPC, FROM=1)
    now = tail_apart(files(house.path))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    stage.typed_is_kept(case.name)
    if "neither be recorded nor taken back" not in ended.err:
        assert now == was  # to remove what is new needs no room
        return
    assert "Nothing was changed" not in ended.err
    assert written(files(house.path)) == done
    house.run(*NEXT)  # there is room again: it is recorded by whoever writes next
    assert events(house.path)[-2]["kind"] == case.line[0]
    assert house.run("check").code == 0


def test_killed_at_any_call_to_the_index_a_mark_is_recorded_or_not_yet_made(house: Home) -> None:
    house.run("done", "1")
    kept = Kept(house.path)
    there = []
    for number in count(1, EVERY):
        faults = {"FAULTS_UNDER": f"{house.path}/cache", "FAULTS_DO": "kill"}
        ended = house.run("done", "2", environ=faults | {"FAULTS_NTH": str(number)})
        listed = house.run("list", "--status", "done")
        assert (listed.code, listed.err) == (0, ""), number
        there.append("\tgpt\t" in listed.out)
        assert len(events(house.path)) == 1 + there[-1], number
        kept.restore()
        if ended.code == 0:
            break
    assert len(there) > 5
    assert there[-1]
