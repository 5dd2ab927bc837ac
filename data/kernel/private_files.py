"""Files and folders that nobody but their owner can look into, or nobody but their group."""

import os

OWNER, GROUP = 0o600, 0o660
"""The rights of files that their owner alone reads and writes, and of those that the group does too."""
_OTHERS = 0o007


def make_file(path: str, mode: int = OWNER) -> int:
    """Make a new file and return its descriptor, open for reading and writing; at no moment can more people look
    into it than ``mode`` says.

    Raises OSError, FileExistsError where there is something at ``path``.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, OWNER)
    if mode != OWNER:
        os.fchmod(descriptor, mode)
    return descriptor


def make_folder(path: str, mode: int = OWNER) -> None:
    """Make a folder for files of these rights, and those above it that are missing; one that is there stays as it is.

    Files in a folder of a group become the group's. Raises OSError.
    """
    if os.path.isdir(path):
        return
    above = os.path.dirname(path)
    if above and above != path:
        make_folder(above, mode)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        if not os.path.isdir(path):
            raise
    else:
        if mode == GROUP:
            os.chmod(path, 0o2770)


def rights_like(path: str) -> int:
    """The rights for a file that belongs to another: the same readers and writers, but never everybody.

    Raises OSError where that one is not there.
    """
    return os.stat(path).st_mode & GROUP | OWNER


def rights_of_others(path: str) -> int:
    """What everybody on this machine may do with a file, as the last three bits of its rights.

    Raises OSError.
    """
    return os.stat(path).st_mode & _OTHERS


def close_to_others(path: str) -> bool:
    """Take from everybody what they may do with a file, where that is anything, and say whether it was. A group that
    could read it as everybody can, and not write, may then no more.

    Raises OSError, PermissionError where it belongs to somebody else.
    """
    rights = os.stat(path).st_mode & 0o777
    if not rights & _OTHERS:
        return False
    os.chmod(path, rights & (GROUP if rights & 0o020 else OWNER))
    return True
