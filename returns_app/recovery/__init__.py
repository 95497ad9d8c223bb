"""Support that is asked back: proposed, heard, decided by another person, paid in instalments, waived or written off."""
