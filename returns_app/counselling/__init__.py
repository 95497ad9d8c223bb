"""Counselling: sessions, what was told, the declaration of own will, screening, safeguards, referrals."""
