"""Sending what a page would send, without a browser that waits politely."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

Sent = tuple[str, str, str]
FORM = "application/x-www-form-urlencoded"


def send(sent: Sent) -> int:
    """One POST; the status of the answer, or 0 when nobody answered."""
    url, body, cookies = sent
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    headers = {"Content-Type": FORM, "Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Referer": url}
    try:
        connection.request("POST", f"{parts.path}?{parts.query}", body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def send_at_once(sent: Sent, times: int = 4) -> list[int]:
    """The same POST from several connections at the same moment."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, [sent] * times))
