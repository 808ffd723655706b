"""Kernels that start at the same moment do not take each other's channels."""

import ast
import json
import socket
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from teachsne.course.lesson_kernel import AsyncManager, Manager, close_loop

ROOT = Path(__file__).parent.parent
AT_ONCE = 20


def process_of(kernel):
    """Start a kernel, ask it for its process and its connection, and end it."""
    kernel.start_kernel()
    client = kernel.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=300)
        said = []
        client.execute_interactive(
            "import json, os; from ipykernel.connect import get_connection_info as connection\n"
            "print(json.dumps([os.getpid(), json.loads(connection())['transport']]))",
            output_hook=lambda message: said.append(message["content"].get("text", "")),
            timeout=120,
        )
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
        close_loop()
    return json.loads("".join(said))


@pytest.fixture
def folder(monkeypatch):
    """A folder for temporary files whose name is short, as the system's is, and pytest's is not."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.mark.slow
def test_twenty_kernels_started_at_once_all_answer_and_leave_nothing(folder):
    kernels = [Manager(kernel_name="python3") for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as together:
        answers = list(together.map(process_of, kernels))
    assert len({process for process, _ in answers}) == AT_ONCE
    assert {transport for _, transport in answers} == {kernels[0].transport}
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", [Manager, AsyncManager])
def test_each_kernel_has_a_folder_of_its_own(kind, folder):
    folders = {Path(kind(kernel_name="python3").connection_file).parent for _ in range(3)}
    assert len(folders) == 3
    assert {one.parent for one in folders} == {folder}
    assert kind().transport == ("ipc" if hasattr(socket, "AF_UNIX") else "tcp")


def test_where_the_folders_name_is_too_long_for_the_system_a_kernel_takes_ports(
    tmp_path, monkeypatch
):
    long = tmp_path / ("a" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    kernel = Manager(kernel_name="python3")
    assert kernel.transport == "tcp"
    process, transport = process_of(kernel)
    assert process
    assert transport == "tcp"


STARTERS = (
    "teachsne/course/grading/student_kernel.py",
    "tutorials/execute.py",
    "tests/test_lessons.py",
)


@pytest.mark.parametrize("file", STARTERS)
def test_whatever_starts_a_kernel_takes_such_a_manager(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    imported = {
        (node.module, name.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    managers = {name for module, name in imported if module and "lesson_kernel" in module}
    assert managers
    assert not {name for module, name in imported if module == "jupyter_client"}


def test_no_other_file_starts_kernels():
    code = [*ROOT.glob("teachsne/**/*.py"), *ROOT.glob("tutorials/*.py"), *ROOT.glob("tests/*.py")]
    starting = {
        str(file.relative_to(ROOT).as_posix())
        for file in code
        if "start_kernel(" in (text := file.read_text(encoding="utf-8"))
        or "NotebookClient(" in text
    }
    assert starting == {*STARTERS, "tests/test_lesson_kernel.py"}
