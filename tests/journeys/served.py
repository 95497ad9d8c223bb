"""The application as the journeys meet it: the real server serves it; a file on the disk takes the registry away."""

import os
from pathlib import Path

from returns_app import create_app
from returns_app.registry.connection import SWITCHED_OFF
from tests.journeys.stage import OUTAGE


class Outage:
    """True while the file is there, so that a test can switch the registry off in a server that runs."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __bool__(self) -> bool:
        return self.sign.exists()


app = create_app()
app.extensions[SWITCHED_OFF] = Outage(Path(os.environ[OUTAGE]))
