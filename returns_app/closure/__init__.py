"""How a case ends: withdrawal at any time before departure, closure after support."""
