"""Words and codes of offices: which line of command, which level, which kind of local authority."""

from saan.kernel.labels import Labelled


class Line(Labelled):
    """The line of command an office answers to. Provinces hold three beside each other."""

    MINISTRY = "ministry", "กระทรวง"
    GOVERNOR = "governor", "ปกครอง"
    CDD = "cdd", "พัฒนาชุมชน"
    DLA = "dla", "ส่งเสริมการปกครองท้องถิ่น"
    LOCAL = "local", "องค์กรปกครองส่วนท้องถิ่น"


class OfficeLevel(Labelled):
    """How high an office stands, highest first."""

    MINISTRY = "ministry", "กระทรวง"
    DEPARTMENT = "department", "กรม"
    PROVINCE = "province", "จังหวัด"
    DISTRICT = "district", "อำเภอ"
    LOCAL = "local", "ท้องถิ่น"
    UNIT = "unit", "กลุ่มงาน"


class AuthorityKind(Labelled):
    """Kinds of local authority."""

    PAO = "pao", "องค์การบริหารส่วนจังหวัด"
    CITY = "city", "เทศบาลนคร"
    TOWN = "town", "เทศบาลเมือง"
    TAMBON_MUNICIPALITY = "tambon_municipality", "เทศบาลตำบล"
    TAO = "tao", "องค์การบริหารส่วนตำบล"
    SPECIAL = "special", "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ"

    @property
    def short(self) -> str:
        """The abbreviation everybody writes: "อบต."."""
        return _SHORT[self]


_SHORT = {
    AuthorityKind.PAO: "อบจ.",
    AuthorityKind.CITY: "ทน.",
    AuthorityKind.TOWN: "ทม.",
    AuthorityKind.TAMBON_MUNICIPALITY: "ทต.",
    AuthorityKind.TAO: "อบต.",
    AuthorityKind.SPECIAL: "พิเศษ",
}

# Which lines an office may give work to, within its own area and to levels beneath its own. The governor and
# the district chief command every officer of the interior in their area (State Administration Act 2534, ss.
# 57 and 65) and oversee local authorities; a department commands its own line alone.
COMMANDS: dict[Line, frozenset[Line]] = {
    Line.MINISTRY: frozenset(Line),
    Line.GOVERNOR: frozenset({Line.GOVERNOR, Line.CDD, Line.DLA, Line.LOCAL}),
    Line.CDD: frozenset({Line.CDD}),
    Line.DLA: frozenset({Line.DLA, Line.LOCAL}),
    Line.LOCAL: frozenset(),
}


def reports_to_province(kind: AuthorityKind) -> bool:
    """Whether the province oversees an authority itself; tambon municipalities and TAOs are left to the district."""
    return kind in (AuthorityKind.PAO, AuthorityKind.CITY, AuthorityKind.TOWN, AuthorityKind.SPECIAL)


def levels_beneath(level: OfficeLevel) -> tuple[OfficeLevel, ...]:
    """The levels lower than the given one."""
    order = list(OfficeLevel)
    return tuple(order[order.index(level) + 1 :])


def head_title(name: str) -> str:
    """The post of who heads an authority: "นายกเทศมนตรีตำบลหัวไทร", "นายกองค์การบริหารส่วนตำบลบางสวน"."""
    if name.startswith("เทศบาล"):
        return f"นายกเทศมนตรี{name.removeprefix('เทศบาล')}"
    return f"นายก{name}"


def kind_of(written: str) -> AuthorityKind | None:
    """The kind meant by a cell of a spreadsheet, long or short, with or without the dot; else None."""
    wanted = "".join(written.split()).rstrip(".")
    for kind in AuthorityKind:
        if wanted in (kind.label, kind.short.rstrip("."), kind.value):
            return kind
    return AuthorityKind.SPECIAL if wanted == "เมืองพัทยา" else None


def authority_name(kind: AuthorityKind, name: str) -> str:
    """The full name: the kind's word is put in front unless it is there already, long or short."""
    bare = " ".join(name.split())
    if kind is AuthorityKind.SPECIAL or bare.startswith(kind.label):
        return bare
    if bare.startswith(kind.short):
        bare = bare.removeprefix(kind.short).strip()
    return f"{kind.label}{bare}"
