"""How an act says no: with a Thai sentence that tells what, where and what to do."""


class Refused(Exception):
    """The act cannot be done as asked. `field` names the form field the sentence belongs to, if one does."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Refused):
    """Somebody else changed the thing after this person opened it; nothing was written."""
