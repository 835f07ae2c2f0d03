"""Pages in the Chromium of this machine, with the network off.

Where there is no browser the tests are skipped; ``KETNAP_BROWSER_REQUIRED`` makes that a failure.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
WIDTHS = (360, 768, 1440)


@dataclass
class Opened:
    """A page in the browser, what it asked for and what the browser complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


# Not for the whole session: while Playwright lives, nothing else in the process can use asyncio.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this machine."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        said = "there is no Chromium on this machine (apt-get install chromium)"
        if os.environ.get("KETNAP_BROWSER_REQUIRED"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=[*SWITCHES])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open the text of a page as a file, as somebody does who got it by mail."""
    contexts = []

    def opened(html: str, *, width: int = 1440, **options: object) -> Opened:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        viewport = {"width": width, "height": 800}
        context = browser.new_context(offline=True, viewport=viewport, **options)
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(file.as_uri())
        return found

    yield opened
    for context in contexts:
        context.close()
