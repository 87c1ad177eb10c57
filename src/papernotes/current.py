"""The catalog that this device is set to: `catalog use` keeps it in the state folder."""

from papernotes.files import fsync_folder, private_folder, write_whole
from papernotes.paths import Places

_NAME = "catalog"


def current(places: Places) -> str | None:
    """The name that was chosen on this device; None if none was, or it can't be read."""
    try:
        names = (places.state / _NAME).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if "\n" in names:  # it was being renamed: by the one that there is
        before, _, after = names.partition("\n")
        return after if (places.catalogs / after).is_dir() else before
    return names or None


def choose(places: Places, name: str) -> None:
    private_folder(places.state)
    write_whole(places.state / _NAME, f"{name}\n".encode())


def choose_either(places: Places, before: str, after: str) -> None:
    """A catalog is about to be renamed: whichever name it has is the one that was chosen."""
    choose(places, f"{before}\n{after}")


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
