"""Tasks, deadlines and notices: who has to do what by when, opened and closed by what happens in a case."""
