"""Where everything lives."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from papernotes.errors import PapernotesError


class Places(NamedTuple):
    """The four folders. Only `data` is ever synced; `cache` may be deleted at any time."""

    data: Path
    config: Path
    cache: Path
    state: Path

    @property
    def journal(self) -> Path:
        return self.data / "journal"

    @property
    def notes(self) -> Path:
        return self.data / "notes"

    @property
    def catalogs(self) -> Path:
        return self.data / "catalogs"

    @property
    def config_file(self) -> Path:
        return self.config / "config.toml"

    @property
    def set_aside(self) -> Path:
        return self.state / "set-aside"

    @property
    def taken_out(self) -> Path:
        """What commands took out of catalogs, for undo and redo to put back."""
        return self.state / "taken-out"

    @property
    def unfinished(self) -> Path:
        """What is being done to a catalog, while it is being done."""
        return self.state / "unfinished"

    @property
    def index_file(self) -> Path:
        return self.cache / "index.db"


def places(environ: Mapping[str, str]) -> Places:
    """Under `PAPERNOTES_HOME` if that is set, else where the platform keeps such things."""
    if home := environ.get("PAPERNOTES_HOME"):
        try:
            root = Path(home).expanduser()
        except RuntimeError as error:
            raise PapernotesError(
                f"PAPERNOTES_HOME is {home}, and there is no such user",
                hint="Name a folder: PAPERNOTES_HOME=/some/folder papernotes list",
            ) from error
        if not root.is_absolute():
            root = Path.cwd() / root
        return Places(*(root / name for name in ("data", "config", "cache", "state")))

    from platformdirs import PlatformDirs  # 3 ms, not needed with PAPERNOTES_HOME

    dirs = PlatformDirs("papernotes", appauthor=False)
    try:
        # A folder of its own: on some platforms data, config and state share one place.
        return Places(
            dirs.user_data_path / "library",
            dirs.user_config_path,
            dirs.user_cache_path,
            dirs.user_state_path,
        )
    except RuntimeError as error:
        raise PapernotesError(
            "this account has no home folder to keep the library in",
            hint="Name a folder: PAPERNOTES_HOME=/some/folder papernotes list",
        ) from error
