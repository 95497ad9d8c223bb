"""Families that change: relations, births, deaths, members who leave or go on in a case of their own."""
