"""Kernels for lessons whose channels no other kernel can take.

Over TCP a kernel looks for free ports first and opens them later; of two kernels that start at
the same moment one may find its port taken, and all cells of its lesson fail. Here the channels
are files in a new folder of each kernel's own. They stay ports on Windows, which has no such
files, and where the folder's name is longer than the system allows them.

`Manager` goes where a `jupyter_client.KernelManager` goes, `AsyncManager` where nbclient wants one.
"""

import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

from jupyter_client import AsyncKernelManager, KernelManager
from jupyter_core.utils import ensure_event_loop
from traitlets import HasTraits, default

PREFIX = "lesson-kernel-"
LONGEST = 90  # bytes of the connection file's path; a channel's may have about 100


class _OwnFolder(HasTraits):
    @default("transport")
    def _files_where_the_system_has_them(self):
        fits = len(os.fsencode(self.connection_file)) <= LONGEST
        return "ipc" if fits and hasattr(socket, "AF_UNIX") else "tcp"

    @default("connection_file")
    def _in_a_new_folder(self):
        return str(Path(tempfile.mkdtemp(prefix=PREFIX)) / "connection.json")

    def cleanup_ipc_files(self):
        """The last thing that is tidied away, but for a restart, where the folder is not empty."""
        super().cleanup_ipc_files()
        folder = Path(self.connection_file).parent
        if folder.name.startswith(PREFIX):
            with suppress(OSError):
                folder.rmdir()


class Manager(_OwnFolder, KernelManager):
    pass


class AsyncManager(_OwnFolder, AsyncKernelManager):
    pass


def close_loop():
    """Close the thread's event loop, which jupyter_client opens and leaves."""
    loop = ensure_event_loop()
    if not loop.is_running():
        loop.close()
