"""Figures of return and reintegration: definitions, counting, disclosure control, pages."""
