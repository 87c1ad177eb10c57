"""The catalog that this device is set to: `catalog use` keeps it in the state folder."""

from papernotes.files import fsync_folder, private_folder, write_whole
from papernotes.paths import Places

_NAME = "catalog"


def current(places: Places) -> str | None:
    """The name that was chosen on this device; None if none was, or it can't be read."""
    try:
        return (places.state / _NAME).read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def choose(places: Places, name: str) -> None:
    private_folder(places.state)
    write_whole(places.state / _NAME, f"{name}\n".encode())


def unchoose(places: Places) -> None:
    """As if none had ever been chosen on this device."""
    name = current(places)
    (places.state / _NAME).unlink(missing_ok=True)
    try:
        fsync_folder(places.state)
    except OSError:
        if name is not None:  # what may not last was not done
            choose(places, name)
        raise
