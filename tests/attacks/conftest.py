"""The library in which every text is hostile."""

from tests.attacks.library import hostile  # noqa: F401
