"""Where this citaat came from, as the line of a requirements file that brings the same one elsewhere.

Installers leave a record of it (PEP 610): a repository with its commit, an address of a wheel, or a folder.
A folder that is a clone knows the repository it was cloned from.
"""

import json
import re
import shlex
from configparser import ConfigParser, Error
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from citaat.version import __version__

_RECORD = "direct_url.json"
_SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](.+)")
# An address on the web, without the name and the key of whoever fetched it, and without what follows the path.
_WEB = re.compile(r"https://(?:[^/@\s]*@)?([\w.-]+(?::\d+)?/[^\s?#]+)")
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")
_COMMIT = re.compile(r"[0-9a-f]{40}")


def requirement() -> str:
    """`citaat @ …` for a repository or an address that others can reach, else the version, from `wheels/` if need be."""
    record = _record()
    address = of_record(record)
    if address:
        return f"citaat @ {address}"
    return f"--find-links wheels\ncitaat=={__version__}" if local_source(record) else f"citaat=={__version__}"


def wheel_command() -> str:
    """The command that makes the wheel that `requirement` asks for; empty where it needs none."""
    record = _record()
    source = "" if of_record(record) else local_source(record)
    return f"pip wheel {shlex.quote(source)} --no-deps -w wheels" if source else ""


def local_source(record: Any) -> str:
    """The folder or file on this machine that citaat came from; empty where it was installed by its name."""
    url = record.get("url", "") if isinstance(record, dict) else ""
    return str(_folder(url)) if isinstance(url, str) and url.startswith("file:") else ""


def _record() -> Any:
    """What the installer left; where nothing was installed, the folder that citaat is run from."""
    with suppress(OSError, ValueError):
        try:
            return json.loads(distribution("citaat").read_text(_RECORD) or "{}")
        except PackageNotFoundError:
            return {"url": Path(__file__).resolve().parents[3].as_uri(), "dir_info": {}}
    return {}


def of_record(record: Any) -> str:
    """The address that a record of PEP 610 tells; empty for one that holds on this machine alone."""
    url = record.get("url", "") if isinstance(record, dict) else ""
    if not isinstance(url, str) or not isinstance(record, dict):
        return ""
    if url.startswith("file:"):
        return _of_clone(_folder(url)) if "dir_info" in record else ""
    vcs = record.get("vcs_info")
    if isinstance(vcs, dict):
        return _git(url, str(vcs.get("commit_id", "")))
    return _public(url)


def _of_clone(folder: Path) -> str:
    git = folder / ".git"
    config = ConfigParser(strict=False, interpolation=None)
    with suppress(OSError, Error, UnicodeDecodeError):
        config.read_string((git / "config").read_text(encoding="utf-8"))
        return _git(config.get('remote "origin"', "url", fallback=""), _head(git))
    return ""


def _head(git: Path) -> str:
    """The commit that is checked out, where a file tells it; empty where only git could."""
    with suppress(OSError, UnicodeDecodeError):
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        if head.startswith("ref: "):
            head = (git / head.removeprefix("ref: ")).read_text(encoding="utf-8").strip()
        return head
    return ""


def _git(url: str, commit: str) -> str:
    address = _public(_SSH.sub(r"https://\1/\2", url))
    pinned = f"@{commit}" if _COMMIT.fullmatch(commit) else ""
    return f"git+{address}{pinned}" if address else ""


def _public(url: str) -> str:
    found = _WEB.fullmatch(url.partition("?")[0].partition("#")[0])
    return f"https://{found[1]}" if found else ""


def _folder(url: str) -> Path:
    """The folder of a file: address, in which what is no plain letter is escaped."""
    raw = url.removeprefix("file://").encode()
    return Path(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), raw).decode("utf-8", "replace"))
