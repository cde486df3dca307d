"""Words and codes of offices: which line of command, which level, which kind of local authority."""

from enum import StrEnum


class Line(StrEnum):
    """The line of command an office answers to. Provinces hold three beside each other."""

    MINISTRY = "ministry"
    GOVERNOR = "governor"
    CDD = "cdd"
    DLA = "dla"
    LOCAL = "local"

    @property
    def label(self) -> str:
        return _LINE_LABELS[self]


_LINE_LABELS = {
    Line.MINISTRY: "กระทรวง",
    Line.GOVERNOR: "ปกครอง",
    Line.CDD: "พัฒนาชุมชน",
    Line.DLA: "ส่งเสริมการปกครองท้องถิ่น",
    Line.LOCAL: "องค์กรปกครองส่วนท้องถิ่น",
}


class OfficeLevel(StrEnum):
    """How high an office stands."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    PROVINCE = "province"
    DISTRICT = "district"
    LOCAL = "local"

    @property
    def label(self) -> str:
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    OfficeLevel.MINISTRY: "กระทรวง",
    OfficeLevel.DEPARTMENT: "กรม",
    OfficeLevel.PROVINCE: "จังหวัด",
    OfficeLevel.DISTRICT: "อำเภอ",
    OfficeLevel.LOCAL: "ท้องถิ่น",
}


class AuthorityKind(StrEnum):
    """Kinds of local authority, by the abbreviation everybody writes."""

    PAO = "pao"
    CITY = "city"
    TOWN = "town"
    TAMBON_MUNICIPALITY = "tambon_municipality"
    TAO = "tao"
    SPECIAL = "special"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self][0]

    @property
    def short(self) -> str:
        return _KIND_LABELS[self][1]

    @property
    def head_title(self) -> str:
        return _KIND_LABELS[self][2]


_KIND_LABELS = {
    AuthorityKind.PAO: ("องค์การบริหารส่วนจังหวัด", "อบจ.", "นายกองค์การบริหารส่วนจังหวัด"),
    AuthorityKind.CITY: ("เทศบาลนคร", "ทน.", "นายกเทศมนตรีนคร"),
    AuthorityKind.TOWN: ("เทศบาลเมือง", "ทม.", "นายกเทศมนตรีเมือง"),
    AuthorityKind.TAMBON_MUNICIPALITY: ("เทศบาลตำบล", "ทต.", "นายกเทศมนตรีตำบล"),
    AuthorityKind.TAO: ("องค์การบริหารส่วนตำบล", "อบต.", "นายกองค์การบริหารส่วนตำบล"),
    AuthorityKind.SPECIAL: ("องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ", "พิเศษ", "ผู้บริหารท้องถิ่น"),
}


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
