"""What people keep for themselves. Saved lists are nobody's business but their owner's, so the ledger tells nothing."""

from django.db import IntegrityError, transaction

from saan.accounts.models import SavedView, User
from saan.kernel.refusals import Refused

MOST_VIEWS = 50
_NAMED = "กรอกชื่อรายการ เช่น หนังสือด่วนเดือนนี้"


def save_view(*, user: User, page: str, name: str, query: str) -> SavedView:
    """Keep a page's address query under a name. Refused: no name, a name taken, too many, an address too long."""
    if not name.strip():
        raise Refused(_NAMED, field="name")
    if len(query) > 1000:
        raise Refused("ตัวกรองยาวเกินกว่าจะบันทึกได้ ลดคำค้นแล้วลองอีกครั้ง", field="name")
    if SavedView.objects.filter(user=user, page=page).count() >= MOST_VIEWS:
        raise Refused(f"บันทึกได้ไม่เกิน {MOST_VIEWS} รายการ ลบรายการที่ไม่ใช้ก่อน", field="name")
    view = SavedView(user=user, page=page, name=name.strip()[:100], query=query)
    return _written(view)


def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Give a saved list another name. Refused: no name, a name taken."""
    if not name.strip():
        raise Refused(_NAMED, field="name")
    view.name = name.strip()[:100]
    return _written(view)


def remove_view(*, view: SavedView) -> None:
    """Forget a saved list; what it listed is not touched."""
    view.delete()


def _written(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as taken:
        raise Refused(f"มีรายการชื่อ “{view.name}” อยู่แล้ว ตั้งชื่ออื่น", field="name") from taken
    return view
