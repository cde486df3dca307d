"""Producers, their products and scales, registering, sales, imports and duplicates."""

from saan.registry.models.imports import ImportBatch, ImportMapping, StagedPiece
from saan.registry.models.likeness import DuplicatePair, Merge
from saan.registry.models.producers import (
    ChairTerm,
    IdentityLook,
    Member,
    Producer,
    ProducerAccount,
    ProducerIdentity,
    Verification,
)
from saan.registry.models.products import (
    Distinction,
    Product,
    ProductMark,
    ProductPhoto,
    ProductStandard,
    QuadrantAssessment,
    StarAward,
    StarRound,
)
from saan.registry.models.registration import (
    Application,
    ApplicationDecision,
    RegistrationCertificate,
    RegistrationWindow,
)
from saan.registry.models.sales import SalesFact, SalesPeriod
from saan.registry.rules import (
    DistinctionOutcome,
    ImportKind,
    ImportState,
    MarkColour,
    PairState,
    ProducerKind,
    ProducerStatus,
    ProductKind,
    Quadrant,
    Scale,
)

__all__ = [
    "Application",
    "ApplicationDecision",
    "ChairTerm",
    "Distinction",
    "DistinctionOutcome",
    "DuplicatePair",
    "IdentityLook",
    "ImportBatch",
    "ImportKind",
    "ImportMapping",
    "ImportState",
    "MarkColour",
    "Member",
    "Merge",
    "PairState",
    "Producer",
    "ProducerAccount",
    "ProducerIdentity",
    "ProducerKind",
    "ProducerStatus",
    "Product",
    "ProductKind",
    "ProductMark",
    "ProductPhoto",
    "ProductStandard",
    "Quadrant",
    "QuadrantAssessment",
    "RegistrationCertificate",
    "RegistrationWindow",
    "SalesFact",
    "SalesPeriod",
    "Scale",
    "StagedPiece",
    "StarAward",
    "StarRound",
    "Verification",
]
