"""A stranger's notebook in a kernel of its own: run it, ask for its answers, leave nothing behind.

What comes back is numbers and words, never objects, over the channel that `input()` uses. The
kernel may say what it likes: it is believed as an answer, and judged elsewhere.
"""

import base64
import json
import os
import pickle
import secrets
import signal
import time
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL

import numpy as np

MOST_OUTPUT = 10_000_000  # characters a copy may put out
MOST_NUMBERS = 100_000  # in one answer
MOST_ASKED = 4_000  # in one argument of a function that is asked here: it may need n² memory
ONE_CALL, ALL_CALLS = 10, 40  # seconds for the answers, after the cells have run

INSIDE = '''
import base64, json, pickle
import numpy as np

def say(value):
    """A value in words and numbers."""
    if value is ...:
        return {"gap": 1}
    if callable(value):
        return {"function": 1}
    if value is None or type(value) in (bool, int, float):
        return {"plain": value}
    if isinstance(value, str):
        return {"plain": value[:1000]}
    odd = lambda one: one is ... or callable(one) or isinstance(one, (str, tuple, list, np.ndarray))
    if isinstance(value, (tuple, list)) and len(value) < 100 and any(map(odd, value)):
        return {"items": [say(one) for one in value]}
    array = np.asarray(value, dtype=float)
    if array.size > most:
        raise ValueError(f"an answer of {array.size} numbers")
    return {"shape": array.shape, "numbers": array.ravel().tolist()}

def hear(word):
    """An argument; a function stays where it is, and is asked from here."""
    if "error" in word:
        raise ValueError(word["error"])
    if "function" not in word:
        return pickle.loads(base64.b64decode(word["pickle"]))
    ask = lambda *given: json.dumps([nonce, word["function"], [say(one) for one in given]])
    return lambda *given: hear(json.loads(input(ask(*given))))

try:
    answer = eval(expression, names)
    answer = say(answer if arguments is None else answer(*map(hear, arguments)))
except BaseException as error:
    answer = {"error": [type(error).__name__, str(error)[:200]]}
input(json.dumps([nonce, None, answer]))
'''


class Lost(Exception):
    """The kernel ran out of time, said too much, or died; what it was is the message."""


class Kernel:
    """A fresh kernel in `folder`; close() ends it and all that it started."""

    def __init__(self, folder, seconds):
        from jupyter_client import KernelManager

        self.mark = secrets.token_hex(16)
        quiet = {"IPYTHONDIR": str(folder), "TEACHSNE_GRADES": self.mark}
        env = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"} | quiet
        file = str(Path(folder) / f"kernel-{self.mark[:8]}.json")
        self.manager = KernelManager(kernel_name="python3", connection_file=file)
        try:
            self.manager.start_kernel(cwd=str(folder), env=env, stdout=DEVNULL, stderr=DEVNULL)
            self.client = self.manager.blocking_client()
            self.client.start_channels()
            self.client.wait_for_ready(timeout=60)
        except BaseException:
            self.close()
            raise
        self.said, self.until = 0, time.monotonic() + seconds

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
            if self.said > MOST_OUTPUT:
                raise Lost("too much output")
            ready = poller.poll(250)
            if not ready and not self.manager.is_alive():
                raise Lost("the kernel died")
            for socket, _ in ready:
                yield self._read(ways[socket])

    def _read(self, receive):
        try:
            message = receive(timeout=1)
            self.said += len(repr(dict(message["content"])))
            return message | {"answers": message["parent_header"].get("msg_id")}
        except Exception:  # a stranger's code may have broken whatever the kernel speaks with
            raise Lost("the kernel speaks no language that is known") from None

    def interrupt(self):
        """After a time-out or a flood: does the kernel come back to us?"""
        self.said, self.until = float("-inf"), time.monotonic() + 5
        with suppress(Lost):
            self.manager.interrupt_kernel()
            self.run("")
            return True
        return False

    def answers(self):
        """From here on the clock runs for the answers."""
        self.last = time.monotonic() + ALL_CALLS

    def ask(self, expression, arguments=None):
        """The value of an expression there; of a call of it, if arguments are given."""
        nonce, answer = secrets.token_hex(16), []
        functions = [one for one in arguments or () if callable(one)]
        words = None if arguments is None else [_tell(one, functions) for one in arguments]

        def hears(prompt):
            with suppress(ValueError, TypeError, RecursionError):  # what anybody else says
                known, which, said = json.loads(prompt)
                if known == nonce and which is not None:
                    return json.dumps(self._reply(functions[which], said))
                answer.extend([said] if known == nonce else [])
            return ""

        given = {"nonce": nonce, "most": MOST_NUMBERS, "expression": expression}
        given = repr(given | {"arguments": words})
        call = f"__import__('builtins').exec({INSIDE!r}, {{'names': globals(), **{given}}})"
        self.said, self.until = 0, min(self.last, time.monotonic() + ONE_CALL)
        self.run(call, hears)
        if not answer:
            raise Lost("no answer")
        return self._value(answer[0], expression)

    def _reply(self, function, said):
        """A function that was an argument is called here, for the kernel."""
        try:
            given = [self._value(one, most=MOST_ASKED) for one in said]
            return _tell(function(*given), ())
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def _value(self, said, expression=None, most=MOST_NUMBERS):
        """What was said, as numbers; a function becomes one that asks the kernel."""
        if "error" in said:
            name, message = said["error"]
            raise type(str(name), (Exception,), {})(str(message))
        if "gap" in said:
            return ...
        if "function" in said:
            return lambda *arguments: self.ask(expression, arguments)
        if "items" in said:
            return tuple(
                self._value(one, f"({expression})[{i}]") for i, one in enumerate(said["items"])
            )
        if "plain" in said:
            return said["plain"]
        if len(said["numbers"]) > most:
            raise ValueError(f"more than {most} numbers")
        return np.array(said["numbers"], dtype=float).reshape(said["shape"])

    def close(self):
        """End the kernel, its process group, and whatever else bears its mark."""
        group = getattr(self.manager.provisioner, "pgid", None)
        if hasattr(self, "client"):
            self.client.stop_channels()
        if group and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        with suppress(RuntimeError):  # it never started
            self.manager.shutdown_kernel(now=True)
        _close_loop()
        for _ in range(100):
            if not any(_end(process, self.mark.encode()) for process in _processes()):
                break
            time.sleep(0.05)


def _close_loop():
    """The thread's event loop, which jupyter_client opens and leaves."""
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    if not loop.is_running():
        loop.close()


def _tell(value, functions):
    if callable(value):
        return {"function": next(i for i, one in enumerate(functions) if one is value)}
    return {"pickle": base64.b64encode(pickle.dumps(value)).decode()}


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
