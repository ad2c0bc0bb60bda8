"""What the protocol needs of a shared place: list, read, add to, make; no rename, no delete."""

from __future__ import annotations

from typing import NamedTuple, Protocol

WORKSPACE = "salestui.json"
"""The file in the root that names the workspace."""
LOG = "log"


class Entry(NamedTuple):
    """A regular file in a replica's directory."""

    name: str
    size: int
    mark: int
    """Changes when the content may have changed (an mtime, an etag); never compared otherwise."""


class Chunk(NamedTuple):
    """Bytes of a file, and what the file was like when they were read."""

    data: bytes
    size: int
    """Bytes of the whole file."""
    uid: int
    loose: bool
    """Whether people other than its owner may write to it."""


class Owner(NamedTuple):
    """Who owns a replica's directory."""

    uid: int
    loose: bool


class NotAFile(OSError):
    """Something that is no regular file stands where a file should be."""


class Backend(Protocol):
    """A shared root. Errors are OSErrors; absence is FileNotFoundError and means "not here now"."""

    def identity(self) -> str:
        """What tells this directory from another one at the same path; empty when absent."""
        ...

    def slow(self) -> bool:
        """Whether looking costs a trip over a network."""
        ...

    def read_workspace(self) -> bytes:
        """The content of the workspace file."""
        ...

    def make_workspace(self, data: bytes) -> None:
        """Write the workspace file unless there is one (FileExistsError)."""
        ...

    def mark(self) -> int:
        """Changes when a replica's directory comes or goes: a glance, 0 where it tells nothing."""
        ...

    def replicas(self) -> list[str]:
        """The names of the replicas' directories."""
        ...

    def owner(self, folder: str) -> Owner:
        """Who owns a replica's directory."""
        ...

    def make_folder(self, folder: str) -> None:
        """Make a directory for a replica (or below it, `rep/of-other`) unless it is there."""
        ...

    def files(self, folder: str) -> list[Entry]:
        """The regular files in a directory."""
        ...

    def folders(self, folder: str) -> list[str]:
        """The names of the directories in a replica's directory."""
        ...

    def get(self, folder: str, name: str, start: int, count: int) -> Chunk:
        """Up to `count` bytes of a file from `start`. Raises NotAFile for anything else."""
        ...

    def size(self, folder: str, name: str) -> int:
        """How many bytes a file has now. A glance: what it is and whose is not looked at."""
        ...

    def extend(self, folder: str, name: str, have: int, data: bytes) -> int:
        """Add bytes to a file that has `have`; gives the server's time in ms, 0 where unknown.

        Raises OSError when the file has another length; part of the bytes may have been written.
        """
        ...

    def create(self, folder: str, name: str, data: bytes) -> int:
        """Make a file (FileExistsError when there is one); gives the server's time in ms."""
        ...
