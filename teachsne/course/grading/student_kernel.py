"""A stranger's notebook in a kernel of its own: its cells run, in bounds, and nothing is left."""

import ast
import os
import secrets
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL

MOST_OUTPUT = 10_000_000  # characters a copy may put out

REMEMBER = """
import builtins, sys
import numpy
sys.teachsne = {module: dict(vars(module)) for module in (builtins, numpy)}, dict(sys.modules)
"""
COMPARE = """
import sys
(tables, modules), found = sys.teachsne, []
for module, before in tables.items():
    for name in before:
        ours = name in ("_", "input", "get_ipython", "display") or name[:2] == "__"
        if not ours and vars(module).get(name, before) is not before[name]:
            done = "replaced " if name in vars(module) else "deleted "
            found.append(done + module.__name__ + "." + name)
found += ["deleted the module " + name for name in modules if sys.modules.get(name) is None]
if sys.stdout is None or sys.stdout.closed:
    found.append("closed sys.stdout")
words = chr(10).join(found[:1000])
"""
REPAIR = """
import sys
tables, modules = sys.teachsne
for module, before in tables.items():
    vars(module).update(before)
sys.modules.update(modules)
"""


class KernelLost(Exception):
    """The kernel ran out of time, said too much, or died; what it was is the message.

    cell: the number of the cell that did it, where that is known.
    """

    def __init__(self, why, cell=None):
        super().__init__(why)
        self.cell = cell


class Kernel:
    """A fresh kernel in `folder`; close() ends it and all that it started."""

    def __init__(self, folder, seconds):
        from ..lesson_kernel import Manager  # Jupyter, which only grading needs

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
        self.cells, self.said, self.dying, self.reason = {}, Counter(), False, ""
        self.reply = {}
        self.set_limits(60)
        self.run(within(REMEMBER))
        self.set_limits(seconds)

    def set_limits(self, seconds, output=MOST_OUTPUT):
        """From now on: so much time, and so many characters."""
        self.left, self.until = output, time.monotonic() + seconds

    def run(self, code, on_prompt=None, cell=None, **how):
        """Run code to its end; the name of the error that it raised, or None.

        on_prompt: answers to what the code asks; cell: its number, for whom it may concern.
        """
        asks = on_prompt is not None
        how |= {"store_history": not asks, "allow_stdin": asks, "stop_on_error": False}
        request, raised = self.client.execute(code, **how), None
        self.cells[request], awaited = cell, {"idle", "execute_reply"}
        for message in self._messages():
            kind, content = message.get("msg_type"), message["content"]
            if kind == "input_request":
                self.client.input(on_prompt(content.get("prompt")) if asks else "")
            elif message["answers"] == request:
                if kind == "error":
                    raised = str(content.get("ename"))[:120]
                    self.reason = str(content.get("evalue"))
                if kind == "execute_reply":
                    self.reply, self.dying = content, told_to_quit(content)
                awaited -= {kind, content.get("execution_state")}
                if not awaited:
                    break
        if self.dying:  # after quit() it still runs what comes within a tenth of a second
            raise KernelLost("the kernel died", cell)
        return raised

    def damage(self):
        """What the cells have done to what later cells stand on: a list of words."""
        words = f"(lambda it: (__import__('builtins').exec({COMPARE!r}, it), it['words']))({{}})[1]"
        self.run("", silent=True, user_expressions={"damage": words})
        with suppress(KeyError, TypeError, ValueError, SyntaxError):  # what an honest kernel says
            said = self.reply["user_expressions"]["damage"]["data"]["text/plain"]
            return ast.literal_eval(said).splitlines()
        return []

    def repair(self):
        self.run(within(REPAIR), silent=True)

    def rest(self, seconds):
        """Wait; is it dying of something that a cell left behind?"""
        until = time.monotonic() + seconds
        for _ in self._messages(quiet=True):
            if time.monotonic() > until:
                return

    def _messages(self, quiet=False):
        """What the kernel sends, as it comes, while there is time and it has not said too much.

        quiet: None as well, now and then, while it sends nothing.
        """
        import zmq

        poller, client = zmq.Poller(), self.client
        ways = {client.iopub_channel.socket: client.get_iopub_msg}
        ways[client.stdin_channel.socket] = client.get_stdin_msg
        ways[client.shell_channel.socket] = client.get_shell_msg
        for socket in ways:
            poller.register(socket, zmq.POLLIN)
        while True:
            if time.monotonic() > self.until:
                raise KernelLost("time-out")
            if self.left < 0:
                raise KernelLost("too much output", self._loudest())
            ready = poller.poll(250)
            if not ready and not self.manager.is_alive():
                raise KernelLost("the kernel died")
            for socket, _ in ready:
                yield self._read(ways[socket])
            if quiet:
                yield None

    def _loudest(self):
        """The cell that has put out most: a thread of it may go on while others run."""
        said = Counter()
        for request, size in self.said.items():
            if self.cells.get(request) is not None:
                said[self.cells[request]] += size
        return said.most_common(1)[0][0] if said else None

    def _read(self, receive):
        try:
            message = receive(timeout=1)
            request, size = message["parent_header"].get("msg_id"), len(repr(message["content"]))
            self.left -= size
            self.said[request] += size
            return message | {"answers": request}
        except Exception:  # a stranger's code may have broken whatever the kernel speaks with
            raise KernelLost("the kernel speaks no language that is known") from None

    def interrupt(self):
        """After a time-out or a flood: does the kernel come back to us?"""
        if self.dying:
            return False
        self.set_limits(5, output=float("inf"))
        with suppress(KernelLost):
            self.manager.interrupt_kernel()
            self.run("")
            return True
        return False

    def close(self):
        """End the kernel, its process group, and whatever else bears its mark."""
        from ..lesson_kernel import close_loop

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


def within(code):
    """The code as one expression that leaves no name behind, whatever names are taken."""
    return f"__import__('builtins').exec({code!r}, {{}})"


def told_to_quit(content):
    """Did quit(), exit or the like ask the front end to end the kernel?"""
    payload = content.get("payload") or ()
    return any(isinstance(one, dict) and one.get("source") == "ask_exit" for one in payload)


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
