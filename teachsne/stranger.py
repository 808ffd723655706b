"""A stranger's notebook in a kernel of its own: its cells run, in bounds, and nothing is left."""

import os
import secrets
import signal
import time
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL

MOST_OUTPUT = 10_000_000  # characters a copy may put out


class Lost(Exception):
    """The kernel ran out of time, said too much, or died; what it was is the message."""


class Kernel:
    """A fresh kernel in `folder`; close() ends it and all that it started."""

    def __init__(self, folder, seconds):
        from .lesson_kernel import Manager  # Jupyter, which only grading needs

        self.mark = secrets.token_hex(16)
        quiet = {"IPYTHONDIR": str(folder), "TEACHSNE_GRADES": self.mark}
        env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"} | quiet
        file = str(Path(folder) / f"kernel-{self.mark[:8]}.json")
        self.manager = Manager(kernel_name="python3", connection_file=file)
        try:
            self.manager.start_kernel(cwd=str(folder), env=env, stdout=DEVNULL, stderr=DEVNULL)
            self.client = self.manager.blocking_client()
            self.client.start_channels()
            self.client.wait_for_ready(timeout=120)
        except BaseException:
            self.close()
            raise
        self.allow(seconds)

    def allow(self, seconds, output=MOST_OUTPUT):
        """From now on: so much time, and so many characters."""
        self.left, self.until = output, time.monotonic() + seconds

    def run(self, code, hears=None):
        """Run code to its end; the name of the error that it raised, or None."""
        asks = hears is not None
        how = {"store_history": not asks, "allow_stdin": asks, "stop_on_error": False}
        request, raised = self.client.execute(code, **how), None
        for message in self._messages():
            kind, content = message.get("msg_type"), message["content"]
            if kind == "input_request":
                self.client.input(hears(content.get("prompt")) if asks else "")
            elif message["answers"] == request:
                if kind == "error":
                    raised = str(content.get("ename"))[:60]
                if kind == "status" and content.get("execution_state") == "idle":
                    return raised
        raise AssertionError("unreachable")

    def _messages(self):
        """What the kernel sends, as it comes, while there is time and it has not said too much."""
        import zmq

        poller, client = zmq.Poller(), self.client
        ways = {client.iopub_channel.socket: client.get_iopub_msg}
        ways[client.stdin_channel.socket] = client.get_stdin_msg
        for socket in ways:
            poller.register(socket, zmq.POLLIN)
        while True:
            if time.monotonic() > self.until:
                raise Lost("time-out")
            if self.left < 0:
                raise Lost("too much output")
            ready = poller.poll(250)
            if not ready and not self.manager.is_alive():
                raise Lost("the kernel died")
            for socket, _ in ready:
                yield self._read(ways[socket])

    def _read(self, receive):
        try:
            message = receive(timeout=1)
            self.left -= len(repr(dict(message["content"])))
            return message | {"answers": message["parent_header"].get("msg_id")}
        except Exception:  # a stranger's code may have broken whatever the kernel speaks with
            raise Lost("the kernel speaks no language that is known") from None

    def interrupt(self):
        """After a time-out or a flood: does the kernel come back to us?"""
        self.allow(5, output=float("inf"))
        with suppress(Lost):
            self.manager.interrupt_kernel()
            self.run("")
            return True
        return False

    def close(self):
        """End the kernel, its process group, and whatever else bears its mark."""
        from .lesson_kernel import close_loop

        group = getattr(self.manager.provisioner, "pgid", None)
        if hasattr(self, "client"):
            self.client.stop_channels()
        if group and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        with suppress(RuntimeError):  # it never started
            self.manager.shutdown_kernel(now=True)
        close_loop()
        for _ in range(100):
            if not any(_end(process, self.mark.encode()) for process in _processes()):
                break
            time.sleep(0.05)


def _processes():
    """Where the system has /proc; elsewhere the process group must do."""
    return (p for p in Path("/proc").glob("[0-9]*") if p.name != str(os.getpid()))


def _end(process, mark):
    """Kill the process if it was started with this mark in its environment."""
    with suppress(OSError):
        if mark in (process / "environ").read_bytes():
            os.kill(int(process.name), signal.SIGKILL)
            return True
    return False
