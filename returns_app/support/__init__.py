"""Reintegration support: envelopes from a dated tariff, plan lines, deliveries with proof, money to the cent."""
