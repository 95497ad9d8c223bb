"""Signed requests between organisations: who they are, what they say in which shape, and how often they may."""
