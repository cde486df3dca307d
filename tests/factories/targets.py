"""A confirmed letter of a province that sets its target of income."""

from saan.accounts.policy import Actor
from saan.letters.models import Letter
from tests.factories.letters import confirmed

SUM = "๔,๔๗๗,๕๖๐,๐๐๐ บาท"
SATANG = 447_756_000_000


def target_letter(by: Actor, tier: str = "ขั้นสูง", **words: str) -> Letter:
    """Sets 4,477.56 million baht at the tier, in a letter of 20 September 2566."""
    said = f"ตามที่จังหวัดกำหนดค่าเป้าหมายรายได้{tier}ของจังหวัดไว้ที่ {SUM} นั้น"
    cited = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๒๙๖๒ ลงวันที่ ๑๖ พฤษภาคม ๒๕๖๖"
    return confirmed(by, cited=f"{cited}\n\n{said}", **words)
