"""Tables of community tourism, one module a noun."""

from saan.tourism.models.community import Cohort, Community
from saan.tourism.models.event import EventRecord
from saan.tourism.models.identity import LocalIdentity
from saan.tourism.models.support import CoordinationRecord, SupportProject

__all__ = ["Cohort", "Community", "CoordinationRecord", "EventRecord", "LocalIdentity", "SupportProject"]
