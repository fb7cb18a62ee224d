"""Files wherever they are (a folder, an S3-compatible store, HDFS), by URL: fsspec's one door.

Credentials and endpoints are those of the environment (`FSSPEC_S3_ENDPOINT_URL`, `AWS_…`): none is kept or passed on.
"""

import io
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.errors import CitaatError, UsageError

_LAST = "manifest.json"


class StoreError(CitaatError):
    """A file or folder that cannot be used where it is."""


@dataclass(frozen=True, slots=True)
class Store:
    """A file or folder by its URL; a path without a scheme is a local one.

    Every method raises UsageError where the scheme needs a library that is not there, and StoreError where the file
    cannot be used.
    """

    url: str

    def child(self, *names: str) -> "Store":
        """What stands in this folder under these names."""
        return Store("/".join([self.url.rstrip("/"), *names]))

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.url.rstrip("/").rpartition("/")[2]

    @property
    def parent(self) -> "Store":
        """The folder that this stands in."""
        return Store(self.url.rstrip("/").rpartition("/")[0] or "/")

    @property
    def local(self) -> str | None:
        """The path of what is on this machine, or mounted here; None for what is elsewhere."""
        fs, path = self._opened()
        return str(path) if "file" in _protocols(fs) else None

    def read(self, start: int | None = None, end: int | None = None) -> bytes:
        """The bytes start..end-1, all without."""
        with self._told() as (fs, path):
            return bytes(fs.cat_file(path, start=start, end=end))

    def write(self, data: bytes) -> None:
        """Write a file in one step: readers meet the old one or the new."""
        with self._told("written") as (fs, path):
            if "file" not in _protocols(fs):
                fs.pipe_file(path, data)
                return
            os.makedirs(os.path.dirname(path), exist_ok=True)
            fresh = f"{path}.{uuid.uuid4().hex}"
            Path(fresh).write_bytes(data)
            os.replace(fresh, path)

    def stamp(self) -> list[Any] | None:
        """Size and version of a file, to tell whether it is the same; None when there is none."""
        with self._told() as (fs, path):
            fs.invalidate_cache()
            if not fs.exists(path):
                return None
            told = fs.info(path)
            version = next(
                (told[key] for key in ("ETag", "mtime", "etag", "modificationTime") if key in told), ""
            )
            return [told.get("size"), str(version), told.get("type")]

    def exists(self) -> bool:
        """Whether there is such a file or folder."""
        return self.stamp() is not None

    def is_folder(self) -> bool:
        """Whether it is a folder, or what stands for one in an object store."""
        with self._told() as (fs, path):
            return bool(fs.isdir(path))

    def sizes(self) -> dict[str, int]:
        """The files in this folder and its folders, by their relative names, with their sizes; none where it is not."""
        with self._told() as (fs, path):
            fs.invalidate_cache()
            found: dict[str, Any] = fs.find(path, detail=True) if fs.exists(path) else {}
            base = f"{str(path).rstrip('/')}/"
            return {name.removeprefix(base): int(told["size"] or 0) for name, told in found.items()}

    def stamps(self) -> dict[str, str]:
        """The files in this folder and its folders with what tells whether each is the same."""
        with self._told() as (fs, path):
            fs.invalidate_cache()
            base = f"{str(path).rstrip('/')}/"
            keys = ("size", "ETag", "mtime", "etag", "modificationTime")
            return {
                name.removeprefix(base): "/".join(str(told[key]) for key in keys if key in told)
                for name, told in fs.find(path, detail=True).items()
            }

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A binary stream."""
        # A file of fsspec's own gives only whole lines, however long; one under a buffer gives what is asked for.
        with self._told() as (fs, path), io.BufferedReader(fs.open(path, "rb")) as stream:
            yield stream

    def fetch(self, target: str) -> None:
        """Copy the file to a path of this machine."""
        with self._told() as (fs, path):
            fs.get_file(path, target)

    def put(self, folder: str) -> None:
        """Put the files of a local folder here, the manifest last: without that nothing is there.

        Where a folder can be renamed it comes in one step; one that is here already is replaced file by file.
        """
        names = sorted(os.listdir(folder), key=lambda name: (name == _LAST, name))
        with self._told("written") as (fs, path):
            if "file" in _protocols(fs) and not os.path.exists(path):
                _placed(folder, str(path))
                return
            fs.makedirs(path, exist_ok=True)
        for name in names:
            self.child(name).write(Path(folder, name).read_bytes())

    def remove(self) -> None:
        """Remove a file or a folder with all in it; nothing where there is none."""
        with self._told("removed") as (fs, path):
            fs.invalidate_cache()
            if fs.exists(path):
                fs.rm(path, recursive=True)

    def _opened(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        try:
            fs, path = url_to_fs(self.url)
        except ImportError as error:
            scheme = self.url.partition(":")[0]
            fix = "install what it names" if scheme not in ("s3", "s3a") else "install it: pip install s3fs"
            raise UsageError(f"{scheme}:// needs a library ({error})", file=self.url, fix=fix) from error
        except ValueError as error:
            fix = "give a path, or a URL as s3://bucket/folder"
            raise UsageError(f"is no address ({error})", file=self.url, fix=fix) from error
        return fs, str(path)

    @contextmanager
    def _told(self, done: str = "read") -> Iterator[tuple[Any, str]]:
        """The file system and the path in it; what fails in it is told with the address."""
        fs, path = self._opened()
        try:
            yield fs, path
        except CitaatError:
            raise
        except Exception as error:
            # Each library behind fsspec has errors of its own.
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            fix = "check the address and the permissions"
            raise StoreError(f"cannot be {done} ({reason})", file=self.url, fix=fix) from error


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def _placed(folder: str, path: str) -> None:
    """Copy a folder beside its place, and put it there by one rename."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    fresh = f"{path}.{uuid.uuid4().hex}"
    try:
        shutil.copytree(folder, fresh)
        os.rename(fresh, path)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        # Somebody else has put the same there meanwhile.
        if not os.path.exists(path):
            raise
