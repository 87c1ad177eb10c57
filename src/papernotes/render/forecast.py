"""When you finish, in words and as JSON."""

import datetime as dt
from collections.abc import Iterator, Sequence

from papernotes.library.goals import Goal
from papernotes.render.entry import numbered
from papernotes.render.facts import decimal
from papernotes.render.months import MONTH_NAMES
from papernotes.stats.forecast import LEAST_DAYS, Forecast, Why
from papernotes.stats.pace import ENOUGH, RECENT_WEEKS
from papernotes.suggest.texts import counted, duration

_BY_DAY = 60  # days ahead, up to which a day is named
_BY_MONTH = 3 * 365  # and a month
_WHOLE = 3  # hours, from which no minutes are told
_ROUGH = 100  # and from which the tens are enough

_WHY: dict[Why, str] = {
    "finished": "Nothing is left to read.",
    "few": f"{ENOUGH} finished papers with a date will tell when you finish.",
    "at-once": f"Papers of {ENOUGH} different days will tell when you finish (done REF --on DATE).",
    "early": f"It takes {LEAST_DAYS // 7} weeks from your first paper on to tell when you finish.",
    "pause": f"Nothing was finished in the last {RECENT_WEEKS} weeks:"
    " the next paper will tell when you finish.",
    "far": "At this pace you finish in more than ten years.",
}


def forecast_json(forecast: Forecast, goals: Sequence[Goal]) -> dict[str, object]:
    return {
        "left": forecast.left,
        "per_week": forecast.per_week,
        "finish": _iso(forecast.finish),
        "hours_left": forecast.hours,
        "minutes_per_page": forecast.minutes_per_page,
        "own_pace": forecast.own_pace,
        "why": why(forecast),
        "goals": [
            {
                "paper": goal.entry.paper.uid,
                "number": goal.entry.paper.number,
                "catalog": goal.entry.catalog,
                "remaining": len(goal.rows),
                "finish": _iso(forecast.when(len(goal.rows))),
            }
            for goal in goals
        ],
        "earliest": _iso(forecast.earliest),
        "latest": _iso(forecast.latest),
    }


def forecast_records(forecast: Forecast, goals: Sequence[Goal]) -> Iterator[tuple[str, ...]]:
    """Section, name, value; of a goal its paper, number, catalog, papers to go, and the date."""
    for name, value in forecast_json(forecast, goals).items():
        if name == "goals":
            for goal in goals:
                yield (
                    "forecast",
                    "goal",
                    goal.entry.paper.uid,
                    str(goal.entry.paper.number),
                    goal.entry.catalog,
                    str(len(goal.rows)),
                    _iso(forecast.when(len(goal.rows))) or "",
                )
        elif isinstance(value, bool):
            yield "forecast", name, str(value).lower()
        elif value is not None:
            yield "forecast", name, str(value)


def why(forecast: Forecast) -> str | None:
    return _WHY[forecast.why] if forecast.why else None


def forecast_facts(forecast: Forecast) -> Iterator[tuple[str, str]]:
    if not forecast.left:
        yield "Left", _WHY["finished"]
        return
    yield "Left", f"{counted(forecast.left, 'paper')}{_hours(forecast)}"
    if forecast.finish:
        when = around(forecast.finish, forecast.today)
        yield "Finish", f"{when}, {_range(forecast)} in 8 cases of 10"
    elif forecast.why not in (None, "few"):  # of which the pace speaks already
        yield "Finish", why(forecast) or ""


def goal_fact(goal: Goal, forecast: Forecast, home: str | None) -> str:
    """`33 Llama 2: 5 papers to go, around March 2028`."""
    name = f"{numbered(goal.entry, home or '')} {goal.entry.paper.name}"
    return f"{name}: {counted(len(goal.rows), 'paper')} to go{when(goal, forecast)}"


def when(goal: Goal, forecast: Forecast) -> str:
    """`, around March 2028`, if nothing else is read; nothing where that can't be told."""
    if not forecast.per_week:
        return ""
    day = forecast.when(len(goal.rows))
    return f", {around(day, forecast.today)}" if day else ", in more than ten years"


def brief(goal: Goal, forecast: Forecast) -> str:
    """`5 to go, Mar 2028`: the same for a column."""
    left = len(goal.rows)
    day = forecast.when(left)
    return ", ".join(filter(None, (f"{left:,} to go", _short(day, forecast.today))))


def sentence(forecast: Forecast) -> str:
    """The forecast in a line, for the dashboard."""
    if not forecast.left:
        return "Nothing of this catalog is left to read."
    pages = _time(forecast)
    guess = "" if forecast.own_pace else " (a guess)"
    hours = f"about {pages} of reading left{guess}" if pages else ""
    if forecast.per_week:
        rate = f"{decimal(forecast.per_week)} {'paper' if forecast.per_week == 1 else 'papers'}"
        done = around(forecast.finish, forecast.today) if forecast.finish else None
        said = f"{rate} a week: the catalog {done or 'in more than ten years'}"
        return ", ".join(filter(None, (said, hours)))
    begin = hours or f"{counted(forecast.left, 'paper')} left"
    return f"{begin[0].upper()}{begin[1:]}. {why(forecast)}"


def around(day: dt.date, today: dt.date) -> str:
    """The further off, the coarser: `around 12 March`, `around March 2028`, `around 2031`."""
    return f"around {_coarse(day, (day - today).days)}"


def _range(forecast: Forecast) -> str:
    first, last = (_short(day, forecast.today) for day in (forecast.earliest, forecast.latest))
    return f"between {first} and {last}" if last else f"after {first}"


def _short(day: dt.date | None, today: dt.date) -> str:
    return _coarse(day, (day - today).days, letters=3) if day else ""


def _coarse(day: dt.date, ahead: int, letters: int | None = None) -> str:
    month = MONTH_NAMES[day.month - 1][:letters]
    if ahead <= _BY_DAY:
        return f"{day.day} {month}"
    return f"{month} {day.year}" if ahead <= _BY_MONTH else str(day.year)


def _hours(forecast: Forecast) -> str:
    said = _time(forecast)
    if not said:
        return ""
    minutes = decimal(forecast.minutes_per_page)
    if forecast.own_pace:
        return f", about {said} at your {minutes} minutes a page"
    return f", about {said} if a page takes {minutes} minutes (a guess)"


def _time(forecast: Forecast) -> str:
    """`120 hours`; nothing where no length is known."""
    if forecast.hours is None:
        return ""
    if forecast.hours < _WHOLE:
        return duration(forecast.hours * 60)
    hours = round(forecast.hours)
    if hours < _ROUGH:
        return f"{hours} hours"
    size = 10 ** (len(str(hours)) - 2)
    return f"{round(hours / size) * size:,} hours"


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
