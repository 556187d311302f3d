"""Folders and disks that refuse to be written to, made by the system itself, for commands in processes of their own."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_WITHOUT_PRIVILEGES = """
import ctypes, os, sys
for capability in (1, 2):  # writing and reading whatever the modes of files say
    ctypes.CDLL(None).prctl(24, capability)
os.execvp(sys.argv[1], sys.argv[1:])
"""

_READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'

_FULL = """
cp -a "$0" "$0.whole" && mount -t tmpfs -o size=8m none "$0" && cp -a "$0.whole/." "$0" || exit 99
dd if=/dev/zero of="$0/filler" bs=64k 2>/dev/null; dd if=/dev/zero of="$0/filler.small" bs=1 2>/dev/null
exec "$@"
"""


def read_only_folder(folder: Path) -> list[str]:
    """What to put before a command so that it may read the folder and not write to it nor to anything in it."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    return [sys.executable, "-c", _WITHOUT_PRIVILEGES]


def read_only_disk(folder: Path) -> list[str]:
    """What to put before a command so that the folder lies on a disk that is mounted for reading only."""
    return _mounted(_READ_ONLY, folder)


def full_disk(folder: Path) -> list[str]:
    """What to put before a command so that the folder, as it is, lies on a disk on which no byte is left."""
    return _mounted(_FULL, folder)


def _mounted(script: str, folder: Path) -> list[str]:
    mounting = ["unshare", "-rm", "sh", "-c"]
    possible = (
        shutil.which("unshare")
        and not subprocess.run([*mounting, "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode
    )
    if not possible:
        pytest.skip("nothing can be mounted here")
    return [*mounting, script, str(folder)]


DISKS: dict[str, Callable[[Path], list[str]]] = {
    "a read-only folder": read_only_folder,
    "a read-only disk": read_only_disk,
    "a full disk": full_disk,
}
