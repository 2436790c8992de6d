"""Whether a folder lies on a network: SQLite's locks cannot be trusted there, so a journal is not kept there."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

# fmt: off
NETWORK_TYPES = frozenset({
    "9p", "afp", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "fuse.ceph", "fuse.davfs2", "fuse.gcsfuse",
    "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "gfs2", "glusterfs", "lustre",
    "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "shfs", "smb3", "smbfs", "vboxsf", "webdav",
})
# fmt: on
_MOUNTS = Path("/proc/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


def network_filesystem(folder: Path) -> str | None:
    """The kind of network filesystem that `folder` lies on, or None as far as can be told.

    Linux is asked for its mounts; Windows gives itself away by the form of the path. Elsewhere nothing is known.
    """
    resolved = folder.resolve()
    if is_share(resolved):
        return "share"
    try:
        table = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    kind = mounted_as(resolved, table)
    return kind if kind in NETWORK_TYPES else None


def is_share(path: PurePath) -> bool:
    r"""Whether a Windows path is a share (`\\server\share`), as drives from the network resolve to; not `\\?\C:\`."""
    return path.drive.startswith("\\\\") and not path.drive.startswith(("\\\\?\\", "\\\\.\\"))


def mounted_as(path: PurePath, table: str) -> str | None:
    """The filesystem type of `path` by a mount table: the longest mount point wins, of equal ones the last."""
    best, kind = -1, None
    for line in table.splitlines():
        columns = line.split()
        if len(columns) < 3:
            continue
        point = PurePath(_OCTAL.sub(lambda found: chr(int(found[1], 8)), columns[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), columns[2]
    return kind
