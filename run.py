"""The application for local use and for the application server."""

import gc

from returns_app import create_app

app = create_app()

# What the house is built of stays for the life of the process: the collector need not look through it for every few
# hundred rows of a page. What it gains was seen in single runs only, not yet measured side by side.
gc.collect()
gc.freeze()
gc.set_threshold(100_000, 50, 100)
