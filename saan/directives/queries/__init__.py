"""What may be asked of directives and obligations; every answer is scoped to the actor or to a range given by one."""

from saan.directives.queries.counting import judgements, rule_of, sentence_of, standing_of
from saan.directives.queries.desk import Task, desk_of, open_count, task_of
from saan.directives.queries.feasibility import Feasibility, feasibility
from saan.directives.queries.progress import Custody, Progress, ProgressRow, progress
from saan.directives.queries.visibility import directives_visible_to, obligations_visible_to

__all__ = [
    "Custody",
    "Feasibility",
    "Progress",
    "ProgressRow",
    "Task",
    "desk_of",
    "directives_visible_to",
    "feasibility",
    "judgements",
    "obligations_visible_to",
    "open_count",
    "progress",
    "rule_of",
    "sentence_of",
    "standing_of",
    "task_of",
]
