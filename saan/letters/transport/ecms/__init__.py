"""ThaiGov e-CMS: the national exchange of letters, a SOAP queue that is polled.

Rebuilt from two public clients of it, in Visual Basic and C#; no official manual was at hand and no real node was
spoken to. We write one strict form and read every form that those clients show.
"""

from saan.letters.transport.ecms.messages import Binary, Inbound, Letter, Notifier, Organisation, Status
from saan.letters.transport.ecms.node import Ecms, Node
from saan.letters.transport.ecms.reading import Unreadable

__all__ = [
    "Binary",
    "Ecms",
    "Inbound",
    "Letter",
    "Node",
    "Notifier",
    "Organisation",
    "Status",
    "Unreadable",
]
