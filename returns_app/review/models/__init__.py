"""Tables of reviews."""

from returns_app.review.models.exchange import Disclosure, ReviewLetter
from returns_app.review.models.hearing import ReviewNotice
from returns_app.review.models.pairs import CaseLink, PairOpinion, Review, StoodAside

__all__ = ["CaseLink", "Disclosure", "PairOpinion", "Review", "ReviewLetter", "ReviewNotice", "StoodAside"]
