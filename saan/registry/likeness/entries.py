"""One entry of the registry as the engine reads it, and how common its parts are among all entries."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from saan.registry.likeness.names import Name, Person, phone_of, read_name, read_person


@dataclass(frozen=True, slots=True)
class Entry:
    """A producer read once: the place is a six-digit tambon code, `phone` nine digits or nothing."""

    key: int
    name: Name
    tambon: int
    village: int | None
    kind: str
    chair: Person
    phone: str
    code: str

    @property
    def person(self) -> tuple[str, str]:
        """The chair as heard; both empty where no full name is known."""
        return (self.chair.first, self.chair.last)

    @property
    def place_and_core(self) -> tuple[int, str]:
        """The province and the core of the name as heard."""
        return (self.tambon // 10000, self.name.sound)

    @property
    def place_and_chair(self) -> tuple[int, str, str]:
        """The province and the chair as heard."""
        return (self.tambon // 10000, *self.person)


def entry(
    key: int,
    name: str,
    tambon: int,
    *,
    village: int | None = None,
    kind: str = "",
    chair: str = "",
    phone: str = "",
    code: str = "",
) -> Entry:
    """Read the texts of one producer as they are stored."""
    read = read_name(name)
    return Entry(
        key, read, tambon, village, kind, read_person(chair), phone_of(phone), code.strip().casefold()
    )


@dataclass
class Census:
    """How many entries share a telephone, and in one province a chair's name or the core of a name.

    What many share says little: the telephone of an officer who filled in forms for ten groups, a village's name.
    """

    phones: Counter[Hashable] = field(default_factory=Counter)
    chairs: Counter[Hashable] = field(default_factory=Counter)
    cores: Counter[Hashable] = field(default_factory=Counter)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Census":
        census = cls()
        for each in entries:
            census.cores[each.place_and_core] += 1
            if each.phone:
                census.phones[each.phone] += 1
            if each.chair.last:
                census.chairs[each.place_and_chair] += 1
        return census
