"""The project: what is promised in one file is kept in the others."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from oldest import NOT_NEEDED, oldest

import teachsne

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def requirements(peers=True):
    extras = PROJECT["optional-dependencies"]
    chosen = (extras[name] for name in extras if peers or name not in ("bench", "contrastive"))
    return {*PROJECT["dependencies"], *(r for extra in chosen for r in extra)}


def test_conda_and_pip_name_the_same_packages():
    lines = (ROOT / "environment.yml").read_text().splitlines()
    named = {line[4:] for line in lines if line.startswith("  - ")}
    assert named - {"conda-forge", "pip", "pip:"} == {
        *requirements(peers=False),
        f"python{PROJECT['requires-python']}",
    }


def test_the_version_stands_in_one_place():
    assert f"## {teachsne.__version__}" in (ROOT / "CHANGELOG.md").read_text()
    assert f"version: {teachsne.__version__}\n" in (ROOT / "CITATION.cff").read_text()


PAGES = ["README.md", "CONTRIBUTING.md", "GUIDE.md", "data/README.md", "SECURITY.md", "ACCURACY.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_between_files_lead_somewhere(page):
    path = ROOT / page
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text())
    assert [t for t in targets if "://" not in t and not (path.parent / t).exists()] == []


def test_every_data_file_is_described():
    described = (ROOT / "data/README.md").read_text()
    files = [p.name for p in (ROOT / "data").iterdir() if p.name != "README.md"]
    assert [name for name in files if f"`{name}`" not in described] == []


def test_every_dependency_has_its_bound_and_its_reason():
    text = (ROOT / "CONTRIBUTING.md").read_text().split("## Why each dependency")[1]
    told = set()
    for names, bounds in re.findall(r"^\| (`.*?) \| (.*?) \| .*? \|$", text, re.M):
        pairs = zip(re.findall("`(.*?)`", names), bounds.split(", "), strict=True)
        told |= {f"{name}>={bound}" for name, bound in pairs}
    assert told == requirements()


def test_the_oldest_versions_are_those_that_are_admitted():
    pinned = {r.replace("==", ">=") for r in oldest() if "==" in r}
    unpinned = {r for r in requirements(peers=False) if r not in pinned}
    assert pinned < requirements()
    assert {re.split("[<>=]", r)[0] for r in unpinned} == set(NOT_NEEDED)


def test_every_place_of_the_package_is_in_contributing():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    package = ROOT / "teachsne"
    for path in package.rglob("*.py"):
        if path.stem not in ("__init__", "__main__") and path.parent.name != "exercises":
            assert (
                f"`{path.stem}`" in text or f"`{path.relative_to(package).as_posix()}`" in text
            ), path


def test_every_part_of_the_exercises_is_in_their_list():
    listed = (ROOT / "teachsne" / "course" / "exercises" / "__init__.py").read_text()
    for path in (ROOT / "teachsne" / "course" / "exercises").glob("*.py"):
        assert f"    {path.stem} " in listed or re.match(r"lessons_\d\d|__init__", path.stem), path


def test_every_lesson_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    lessons = [p.name for p in (ROOT / "tutorials").glob("*.ipynb")]
    assert [name for name in lessons if f"tutorials/{name}" not in readme] == []


@pytest.mark.slow
def test_it_works_from_a_wheel_with_its_data(tmp_path):
    """Built, unpacked, and walked from there, away from the checkout."""
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--disable-pip-version-check",
    ]
    subprocess.run([*build, "--wheel-dir", tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    code = f"import sys; sys.path.insert(0, {str(wheel.with_suffix(''))!r}); import teachsne as t; "
    code += "print(t.__file__); from teachsne.__main__ import main; main([])"
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-e", wheel, wheel.with_suffix("")], check=True
    )
    walked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path
    )
    assert walked.returncode == 0, walked.stderr
    assert (wheel.with_suffix("") / "teachsne" / "py.typed").exists()
    assert str(tmp_path) in walked.stdout
    assert "178 of 178" in walked.stdout


def test_the_readmes_program_prints_what_the_readme_says(capsys):
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.S)
    (promised,) = re.findall(r"# (\S+)$", program.strip().splitlines()[-1])
    exec(program, {})
    assert capsys.readouterr().out.strip() == promised


def test_ci_finds_the_newest_other_python_that_runs(tmp_path):
    """Not its own, and not a name that stands there and does not run."""
    bash = shutil.which("bash")
    for name, body in {
        "python3.13": "exit 127",
        "python3.12": f'exec "{sys.executable}" -c "${{2/#import*/pass}}"',
        "python3.11": f'exec "{sys.executable}" -c "${{2/#import*/pass}}"',
    }.items():
        (tmp_path / name).write_text(f"#!{bash}\n{body}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "bash").symlink_to(bash)  # and no other Python stands beside them
    search = {"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path / "none")}

    def found(own):
        ran = subprocess.run(
            ["bash", ROOT / ".ci/other-python", own], capture_output=True, text=True, env=search
        )
        return ran.returncode, ran.stdout.strip()

    assert found("3.11") == (0, str(tmp_path / "python3.12"))
    assert found("3.12") == (0, str(tmp_path / "python3.11"))
    (tmp_path / "python3.12").unlink()
    (tmp_path / "python3.11").write_text("#!/bin/sh\nexit 1\n")
    assert found("3.12") == (1, "")
