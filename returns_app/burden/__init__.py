"""What a case costs in typing and minutes: sums per case, never who it was or on which day."""
