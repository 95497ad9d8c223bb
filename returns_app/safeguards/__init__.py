"""Safeguards that lower rooms keep to: who may receive personal data, marks on a person's data, notices, exports."""
