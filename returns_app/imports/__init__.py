"""Cases from a file: looked at row by row before anything is kept, opened in the background, once."""
