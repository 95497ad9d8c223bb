"""The pure heart of the house: permissions, errors, values, settings."""
