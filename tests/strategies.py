"""What hypothesis makes for several tests."""

from hypothesis import strategies as st

from papernotes.model.event import Event, Told

# Any text that Unicode allows: every code point but the halves of surrogate pairs.
texts = st.text(st.characters(exclude_categories=["Cs"]))
lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
dates = st.dates().map(lambda date: date.isoformat())
devices = st.sampled_from(["laptop1", "desktop2", "phone3"])
event_ids = st.builds(
    lambda tick, device: f"{tick:016d}-{device}", st.integers(0, 10**16 - 1), devices
)
UIDS = ["arxiv:1706.03762", "doi:10.1/x", "url:https://a.example/b"]

events = st.builds(
    Event,
    id=event_ids,
    at=texts,
    kind=st.one_of(st.sampled_from(["start", "done", "skip", "reset", "rate", "tag"]), texts),
    papers=st.lists(texts, min_size=1, max_size=3).map(tuple),
    titles=st.lists(texts, max_size=3).map(tuple),
    on=st.one_of(st.none(), dates, st.just("unknown")),
    rating=st.one_of(st.none(), st.integers(0, 5)),
    takeaway=st.one_of(st.none(), texts),
    add=st.lists(texts, max_size=3).map(tuple),
    remove=st.lists(texts, max_size=3).map(tuple),
    target=st.one_of(st.none(), event_ids),
    minutes=st.one_of(st.none(), st.integers(0, 100_000)),
    until=st.one_of(st.none(), st.just(""), dates),
    drop=st.booleans(),
    catalog=st.one_of(st.none(), st.sampled_from(["mine", "club-2"])),
    new=st.integers(0, 1),
    aside=st.one_of(st.none(), st.just("mine-20261125-1.toml")),
    each=st.just(()),
)
told = st.builds(
    Told,
    status=st.sampled_from(["", "unread", "reading", "done", "skipped"]),
    started=st.one_of(st.just(""), st.just("unknown"), dates),
    finished=st.one_of(st.just(""), st.just("unknown"), dates),
    rating=st.integers(0, 5),
    takeaway=texts,
    tags=st.lists(texts, max_size=2).map(tuple),
)
imports = st.builds(
    lambda event, each: event._replace(
        kind="import", papers=tuple(f"arxiv:{n}" for n in range(len(each))), each=tuple(each)
    ),
    events,
    st.lists(told, min_size=1, max_size=4),
)

# Marks of one paper, as a journal holds them: their ids differ, their fields fit their kinds.
marks = st.builds(
    Event,
    id=event_ids,
    at=st.just("2026-11-23T00:00:00Z"),
    kind=st.sampled_from(
        ["start", "done", "skip", "reset", "rate", "tag", "takeaway", "goal", "later"]
    ),
    papers=st.just((UIDS[0],)),
    on=st.one_of(dates, st.just("unknown")),
    rating=st.one_of(st.none(), st.integers(0, 5)),
    takeaway=st.one_of(st.none(), st.sampled_from(["", "one", "two"])),
    add=st.sets(st.sampled_from("abc")).map(tuple),
    remove=st.sets(st.sampled_from("abc")).map(tuple),
    minutes=st.one_of(st.none(), st.integers(0, 500)),
    until=st.one_of(st.none(), st.just(""), dates),
    drop=st.booleans(),
)
