"""The wheel, built and installed elsewhere: it holds all that it needs."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CHECK = """
import asyncio
from pathlib import Path
from reader import resources
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.wiring import make_library

assert "site-packages" in str(resources.styles()), resources.styles()
settings = Settings(library=Path("library"), export_folder=Path("exports"))
library = make_library(settings)

async def main():
    app = NewsmarkApp(library, settings, [str(resources.sample_articles())])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query_one("#preview").display, "styles are not loaded"
        print("articles:", len(app.screen.query_one("#rows").items))

asyncio.run(main())
library.close()
"""


@pytest.mark.packaging
@pytest.mark.timeout(600)
def test_an_installed_wheel_opens_on_its_own_samples(tmp_path: Path) -> None:
    """Build, install into a fresh environment, run from another folder."""
    built = tmp_path / "dist"
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", built, ROOT], check=True, capture_output=True)
    (wheel,) = built.glob("newsmark-*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, cwd=tmp_path, capture_output=True)
    done = subprocess.run([python, "-c", CHECK], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) >= 12
    command = tmp_path / "env" / "bin" / "newsmark"
    version = subprocess.run([command, "--version"], check=True, cwd=tmp_path, capture_output=True, text=True)
    assert version.stdout.startswith("newsmark 0.")
