"""Follow-up after the return: surveys at fixed moments, visits, what help is needed, and how many answered."""
