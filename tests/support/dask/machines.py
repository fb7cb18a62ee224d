"""Machines that go wrong, made of parts of this one: a network at the end of a cable, and a disk that is slow.

Both need rights that not everybody has: what could not be made says so.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OURS, THEIRS = "10.231.77.1", "10.231.77.2"
_NAME, _CABLE = "citaat-torture", "citaat-cable"
_BLOCKS = Path("/sys/fs/cgroup/blkio")
WITHIN = ("ip", "netns", "exec", _NAME)


def _ip(*arguments: str) -> bool:
    return subprocess.run(["ip", *arguments], capture_output=True, check=False).returncode == 0


@contextmanager
def namespace() -> Iterator[bool]:
    """A network of its own at the end of a cable; False where none may be made."""
    made = _ip("netns", "add", _NAME) and all(
        [
            _ip("link", "add", _CABLE, "type", "veth", "peer", "name", "eth0", "netns", _NAME),
            _ip("addr", "add", f"{OURS}/30", "dev", _CABLE),
            _ip("link", "set", _CABLE, "up"),
            _ip("-n", _NAME, "addr", "add", f"{THEIRS}/30", "dev", "eth0"),
            _ip("-n", _NAME, "link", "set", "eth0", "up"),
            _ip("-n", _NAME, "link", "set", "lo", "up"),
        ]
    )
    try:
        yield made
    finally:
        _ip("link", "del", _CABLE)
        _ip("netns", "del", _NAME)


def pull_cable() -> None:
    """Nothing passes any more, and nobody says so."""
    _ip("link", "set", _CABLE, "down")


def plug_cable() -> None:
    """All passes again."""
    _ip("link", "set", _CABLE, "up")


@contextmanager
def slow_disk(place: Path, bytes_a_second: int) -> Iterator[tuple[str, ...] | None]:
    """The command that runs another with so slow a disk under `place`; None where none may be made."""
    group = _BLOCKS / _NAME
    device = os.stat(place).st_dev
    # A limit is set on a whole disk, not on one of its parts.
    disk = (Path("/sys/dev/block") / f"{os.major(device)}:{os.minor(device)}").resolve()
    disk = disk.parent if (disk / "partition").exists() else disk
    try:
        group.mkdir(exist_ok=True)
        limit = f"{(disk / 'dev').read_text().strip()} {bytes_a_second}"
        (group / "blkio.throttle.read_bps_device").write_text(limit)
    except OSError:
        yield None
        return
    try:
        yield ("sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh")
    finally:
        for process in (group / "cgroup.procs").read_text().split():
            (_BLOCKS / "cgroup.procs").write_text(process)
        group.rmdir()


def forget(folder: Path) -> None:
    """Of the files in this folder nothing stays in memory that nobody has mapped."""
    os.sync()
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
