"""Who may sign in: organisations, accounts, sessions, throttling."""
