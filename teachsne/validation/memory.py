"""How much memory this process may take, and whether tables of n x n fit into it."""

import os
from pathlib import Path


def refuse_size(n, name, instead=None):
    """Refuse n points if four tables of n × n would not fit into memory."""
    needed, there = 4 * 8 * n**2, memory()
    if needed > there:
        sample = f"take a sample of at most {int((there / 32) ** 0.5)} rows of {name}"
        raise ValueError(
            f"{n} points need about {needed / 1e9:.3g} GB (four tables of n x n), and there "
            f"are {there / 1e9:.3g} GB here; {instead or sample}"
        )


def memory(root="/"):
    """Bytes that this process may take: the machine's, or fewer where something limits it.

    A container sees the whole machine, but is killed at its own limit, which Linux writes into
    control groups. root: the folder in which /proc and /sys are looked for.
    """
    return min([_of_the_machine(), *_of_address_space(), *_of_groups(Path(root))])


def _of_the_machine():
    """16 GB where the system does not say."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 16_000_000_000
    return pages * size if min(pages, size) > 0 else 16_000_000_000  # -1 is "not known"


def _of_address_space():
    """What `ulimit -v` and `ulimit -d` set, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    kinds = [getattr(resource, name, None) for name in ("RLIMIT_AS", "RLIMIT_DATA")]
    limits = [resource.getrlimit(kind)[0] for kind in kinds if kind is not None]
    return [limit for limit in limits if limit != resource.RLIM_INFINITY and limit > 0]


def _of_groups(root):
    """The limits of this process's control groups and of all groups above them."""
    top = root / "sys/fs/cgroup"
    found = [_limit(top / "memory.max"), _limit(top / "memory/memory.limit_in_bytes")]
    for line in _text(root / "proc/self/cgroup").splitlines():
        kinds, _, group = line.partition(":")[2].partition(":")
        steps = [step for step in group.split("/") if step not in ("", ".", "..")]
        for depth in range(1, len(steps) + 1):
            inside = Path(*steps[:depth])
            if not kinds:  # the second version, which has one tree for all kinds
                found += [_limit(top / inside / "memory.max")]
                found += [_limit(top / "unified" / inside / "memory.max")]
            elif "memory" in kinds.split(","):
                found += [_limit(top / "memory" / inside / "memory.limit_in_bytes")]
    return [limit for limit in found if limit]


def _limit(file):
    """Bytes; 0 where there is no such file, or none that sets a limit: "max" does not."""
    text = _text(file).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0


def _text(file):
    try:
        return file.read_text("utf-8", errors="replace")
    except (OSError, ValueError):  # not there, not for us, or no path at all
        return ""
