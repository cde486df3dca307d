"""Papers in an office's store, of any year, and lists of them."""

from saan.accounts.policy import Actor
from saan.kernel.dates import now
from saan.letters.actions import close, register
from saan.letters.actions.keeping import approve, convene, decide_rest, draw_up, file_paper, send_to_archives
from saan.letters.models import DestructionList, FiledPaper, Letter, Receipt, RetentionClass
from saan.letters.rules import Direction, LetterKind, LetterState, ReceiptState
from saan.letters.storing import keep_until
from tests.factories.letters import brought_in

COMMITTEE = [
    {"name": "นางกระจาด ตากหมาก", "post": "ประธานกรรมการ", "chair": True},
    {"name": "นายกระบุง ใส่ข้าว", "post": "กรรมการ", "chair": False},
    {"name": "นางสาวชะลอม ใส่ผลไม้", "post": "กรรมการ", "chair": False},
]


def retention(code: str = "daily") -> RetentionClass:
    return RetentionClass.objects.get(code=code)


def closed(by: Actor, **words: str):
    """A letter brought in, registered and closed at the actor's office."""
    arrival = brought_in(by, **words)
    receipt = register(receipt=arrival.receipt, by=by)
    close(receipt=receipt, remark="ทราบ", by=by)
    return arrival.letter


def filed(
    by: Actor, *, code: str = "daily", folder: str = "ตู้ 1", year_be: int | None = None, **words: str
) -> FiledPaper:
    """A filed paper; `year_be` moves the year of its number, and its deadline with it."""
    paper = file_paper(
        letter=closed(by, **words), office=by.office, retention=retention(code), folder=folder, by=by
    )
    if year_be is not None:
        paper.year_be, paper.keep_until = year_be, keep_until(year_be, paper.retention.years)
        paper.save()
    return paper


def old_paper(
    by: Actor, name: str, *, code: str = "daily", year_be: int = 2560, **fields: object
) -> FiledPaper:
    """A paper of an old year in the store, made without its way through the office."""
    kind = retention(code)
    letter = Letter.objects.create(
        direction=Direction.INCOMING,
        state=LetterState.CONFIRMED,
        kind=LetterKind.EXTERNAL,
        number=name,
        number_key=name,
        subject=f"เรื่อง{name}",
        created_by=by.user,
    )
    Receipt.objects.create(
        letter=letter,
        office=by.office,
        state=ReceiptState.FILED,
        year_be=year_be,
        number=Receipt.objects.filter(office=by.office, year_be=year_be).count() + 1,
        arrived_by=by.user,
        registered_at=now(),
        registered_by=by.user,
    )
    return FiledPaper.objects.create(
        letter=letter, office=by.office, retention=kind, folder="ตู้ 1", year_be=year_be,
        keep_until=keep_until(year_be, kind.years), filed_by=by.user, **fields,
    )  # fmt: skip


def before_archives(by: Actor, head: Actor, year_be: int) -> DestructionList:
    """A list drawn up, decided to destroy all, approved and sent to the archives."""
    made = draw_up(office=by.office, year_be=year_be, by=by)
    convene(disposal=made, committee=COMMITTEE, order_reference="คำสั่งที่ 1/2569", by=by)
    decide_rest(disposal=made, by=by)
    approve(disposal=made, by=head)
    return send_to_archives(disposal=made, reference="ฉช 0019/9", by=by)
