"""Tiers of a target. The names are the letters'; what each tier scores is not settled and is not coded."""

from saan.kernel.labels import Labelled


class TargetTier(Labelled):
    BASIC = "basic", "ขั้นต้น"
    STANDARD = "standard", "ขั้นมาตรฐาน"
    STRETCH = "stretch", "ขั้นสูง"
    SINGLE = "single", "ค่าเดียว"
