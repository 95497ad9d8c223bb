"""Filling an empty house with a made-up history, through the services of every room."""

from returns_app.demo.service.passwords import demo_password
from returns_app.demo.service.past import show_figures
from returns_app.demo.service.seeding import CASES, State, look, seed

__all__ = ["CASES", "State", "demo_password", "look", "seed", "show_figures"]
