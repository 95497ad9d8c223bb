"""Tables of support, one file per subject."""

from returns_app.support.models.deliveries import Delivery, ExchangeRate, SupportOrder
from returns_app.support.models.envelopes import SupportAccount, SupportEnvelope
from returns_app.support.models.files import DeliveryUpload, EvidenceChunk, EvidenceFile, PictureBand, SupportFinding
from returns_app.support.models.plan import PlanLine, PlanSignature, PlanVersion, PlanVersionLine
from returns_app.support.models.questions import DeliveryQuestion

__all__ = [
    "Delivery", "DeliveryQuestion", "DeliveryUpload", "EvidenceChunk", "EvidenceFile", "ExchangeRate", "PictureBand", "PlanLine",
    "PlanSignature", "PlanVersion", "PlanVersionLine", "SupportAccount", "SupportEnvelope", "SupportFinding",
    "SupportOrder",
]  # fmt: skip
