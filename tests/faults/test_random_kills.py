"""SIGKILL at random moments. `PAPERNOTES_TRIES=1000` for more of them, by hand."""

import os
import random
import signal

from tests.faults.kept import events, files
from tests.faults.processes import Home

TRIES = int(os.environ.get("PAPERNOTES_TRIES", "60"))
FIRST = 0.05  # seconds, of which each is killed after a part: about what a mark takes


def test_a_mark_that_was_acknowledged_survives_a_kill_at_any_moment(house: Home) -> None:
    rng = random.Random(20261125)  # noqa: S311 (moments to kill at, not a secret)
    acknowledged: list[str] = []
    killed, longest = 0, FIRST
    house.run("note", "1", "-m", "Mine.")
    note = files(house.path)
    for number in range(TRIES):
        word = f"try-{number}"
        moment = rng.uniform(0, longest)
        ended = house.run("tag", str(number % 46 + 1), f"+{word}", kill_after=moment)
        assert ended.code in (0, -signal.SIGKILL), ended
        killed += ended.code != 0
        if word in ended.out + ended.err:  # it said so, and was killed only then
            acknowledged.append(word)
            longest *= 0.9
        else:  # a busy machine: so that about half of them come to their end
            longest *= 1.1
        recorded = [event["add"][0] for event in events(house.path)]
        assert len(recorded) == len(set(recorded))
        assert set(acknowledged) <= set(recorded) <= {f"try-{n}" for n in range(number + 1)}
        assert note.items() <= files(house.path).items()
        if number % 5 == 0:
            shown = house.run("list", f"tag:{word}")
            assert (shown.code, shown.err) == (0, "")
            assert bool(shown.out) == (word in recorded)
    assert killed > TRIES / 10
    assert len(acknowledged) > TRIES / 10
    assert house.run("done", "46").code == 0
    assert not [name for name in files(house.path) if "/." in name]
