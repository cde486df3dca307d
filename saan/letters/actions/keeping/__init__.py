"""What an office does with papers it is done with: filing, lending, holding, destroying, handing over."""

from saan.letters.actions.keeping.classes import correct_class
from saan.letters.actions.keeping.destroying import (
    approve,
    archives_answered,
    carry_out,
    convene,
    decide,
    decide_rest,
    draw_up,
    hand_over,
    leave_out,
    list_also,
    send_back,
    send_to_archives,
)
from saan.letters.actions.keeping.filing import (
    file_paper,
    hold,
    mark_historical,
    refile,
    release,
    take_out,
)
from saan.letters.actions.keeping.lending import lend, take_back

__all__ = [
    "approve",
    "archives_answered",
    "carry_out",
    "convene",
    "correct_class",
    "decide",
    "decide_rest",
    "draw_up",
    "file_paper",
    "hand_over",
    "hold",
    "leave_out",
    "lend",
    "list_also",
    "mark_historical",
    "refile",
    "release",
    "send_back",
    "send_to_archives",
    "take_back",
    "take_out",
]
