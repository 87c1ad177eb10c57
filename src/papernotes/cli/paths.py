"""`papernotes paths`."""

from papernotes.catalog import bundled
from papernotes.cli.options import AskedOptions
from papernotes.cli.shell import Found, here, read, show
from papernotes.render.places import PlaceList


def command(asked: AskedOptions) -> int:
    """Say where everything lies: what to back up, and what may be deleted.

    Examples:
        papernotes paths
        papernotes paths --json
    """
    places = here()
    found = [
        ("data", places.data, "your data: all there is to back up"),
        ("journal", places.journal, "what you did, a folder a device"),
        ("notes", places.notes, "your notes, a Markdown file a paper"),
        ("catalogs", places.catalogs, "catalogs of your own"),
        ("config", places.config_file, "your settings; only you write it"),
        ("state", places.state, "this device's id, its current catalog, what was set aside"),
        ("cache", places.cache, "the index: delete it whenever you like"),
        ("bundled", bundled.path(), "the catalog that came with the program"),
    ]
    # What is wrong with the library's files must not keep anybody from finding them.
    _, about = read(asked, lambda _library: None, any_catalog=True)
    return show(PlaceList(found), Found(about.settings), asked)
