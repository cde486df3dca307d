"""In which capacity a letter is signed: a chain of posts, one printed line for each link. Pure.

Grammar (Regulation on correspondence and the State Administration Act as offices apply them; domain facts: saraban
1.10): own rank or post → acting for a vacant post (รักษา…) → that post → by delegation (ปฏิบัติราชการแทน) → principal.
Every link but the last ends in its capacity; the last is the post in whose power the letter goes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ACTING = ("รักษาการในตำแหน่ง", "รักษาราชการในตำแหน่ง", "รักษาราชการแทน", "รักษาการแทน")
"""The post is vacant or its holder is away: full powers of the post."""
DELEGATED = ("ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่แทน", "ทำการแทน")
"""The principal is in post and has handed over this power in writing; it is not handed on a second time."""
CAPACITIES = (*ACTING, *DELEGATED)
LONGEST = 3


@dataclass(frozen=True)
class Link:
    """One post, and in which capacity its holder stands for the next; empty for the last."""

    post: str
    capacity: str = ""

    @property
    def line(self) -> str:
        return f"{self.post} {self.capacity}".strip()


def links_of(lines: Sequence[str]) -> tuple[Link, ...]:
    """The printed lines taken apart; a line without a capacity word is a post alone."""
    return tuple(_link(" ".join(line.split())) for line in lines if line.strip())


def _link(line: str) -> Link:
    for capacity in CAPACITIES:
        if line.endswith(capacity):
            return Link(line.removesuffix(capacity).strip(), capacity)
    return Link(line)


def lines_of(links: Sequence[Link]) -> tuple[str, ...]:
    """As printed under the name."""
    return tuple(link.line for link in links)


def fault_of(links: Sequence[Link]) -> str:
    """The first fault of a chain as a Thai sentence; empty where it stands."""
    if not links:
        return "ยังไม่มีตำแหน่งผู้ลงนาม กรอกตำแหน่งอย่างน้อยหนึ่งบรรทัด"
    if len(links) > LONGEST:
        return f"ตำแหน่งต่อกันได้ไม่เกิน {LONGEST} บรรทัด ที่กรอกมี {len(links)} บรรทัด"
    for place, link in enumerate(links, 1):
        if not link.post:
            return f"บรรทัดที่ {place} มีแต่คำว่า “{link.capacity}” กรอกชื่อตำแหน่งไว้ข้างหน้าด้วย"
    if links[-1].capacity:
        return f"บรรทัดสุดท้ายต้องเป็นตำแหน่งที่ลงนามแทน ไม่ลงท้ายด้วย “{links[-1].capacity}” เพิ่มตำแหน่งนั้นอีกบรรทัด"
    return _fault_between([link.capacity for link in links[:-1]])


def _fault_between(capacities: list[str]) -> str:
    for place, capacity in enumerate(capacities, 1):
        if not capacity:
            allowed = "รักษาการแทน รักษาราชการแทน หรือ ปฏิบัติราชการแทน"
            return f"บรรทัดที่ {place} ต้องลงท้ายด้วยคำบอกฐานะ เช่น {allowed} เพราะยังมีตำแหน่งถัดไป"
    delegated = [place for place, capacity in enumerate(capacities) if capacity in DELEGATED]
    if len(delegated) > 1:
        return "อำนาจที่รับมอบมามอบต่ออีกทอดไม่ได้ ใช้ “ปฏิบัติราชการแทน” ได้บรรทัดเดียว"
    if delegated and delegated[0] != len(capacities) - 1:
        return "ผู้ปฏิบัติราชการแทนต้องอยู่ก่อนตำแหน่งผู้มอบอำนาจ คำว่า “รักษาการแทน” ให้อยู่บรรทัดก่อนหน้า"
    if len(capacities) - len(delegated) > 1:
        return "รักษาการแทนซ้อนกันสองตำแหน่งไม่ได้ ให้เหลือตำแหน่งที่รักษาการตำแหน่งเดียว"
    return ""


def is_delegated(links: Sequence[Link]) -> bool:
    """Whether the letter goes out in the power of a principal, not of the post itself."""
    return any(link.capacity in DELEGATED for link in links)
