"""A program of others and its arguments -> the same program with bounded memory and time, writing no file, and without a network.

Runs as `python -m cotejo.evidence.confined PROGRAM ARGUMENT...`: takes the process's own rights away and becomes that program. Sockets are refused
by the system itself (a seccomp filter, which the program inherits and cannot lift), and where that is allowed, it has a network of its own
without interfaces. Where neither can be had the program is not run.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
from typing import NamedTuple

MEMORY_BYTES = 4 * 2**30  # of addresses; tesseract with four languages and a picture of 50 Mpx takes about 1.5 GiB
CPU_S = 60
OPEN = 64  # its own libraries and language files
NAMESPACES = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET (linux/sched.h)
REFUSED = 126  # the shell's code for a program that cannot be run
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
DENY, ALLOW = 0x0005000D, 0x7FFF0000  # SECCOMP_RET_ERRNO with EACCES, SECCOMP_RET_ALLOW
LOAD, EQUAL, ABOVE, GIVE = 0x20, 0x15, 0x35, 0x06  # BPF: load a word, jump if equal, jump if not below, return
OTHER_CALLS = 0x40000000  # x32: the same calls under other numbers


class Machine(NamedTuple):
    """How the system names a kind of processor (linux/audit.h), and its numbers of the calls that make sockets."""

    audit: int
    calls: tuple[int, ...]


MACHINES = {
    "x86_64": Machine(0xC000003E, (41, 53, 425)),  # socket, socketpair, io_uring_setup
    "aarch64": Machine(0xC00000B7, (198, 199, 425)),
}


class Filter(ctypes.Structure):
    """A BPF program as the kernel takes it: how many steps, and where they stand."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def write_filter(machine: Machine) -> bytes:
    """Write the filter: other processors' calls and those that make sockets are denied, all else is allowed."""
    count = len(machine.calls)
    steps = [(LOAD, 0, 0, 4), (EQUAL, 0, count + 2, machine.audit), (LOAD, 0, 0, 0), (ABOVE, count, 0, OTHER_CALLS)]
    steps += [(EQUAL, count - 1 - at, 1 if at == count - 1 else 0, call) for at, call in enumerate(machine.calls)]
    steps += [(GIVE, 0, 0, DENY), (GIVE, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def shut_network() -> bool:
    """Take the network away by every means that there is; whether one of them held."""
    system = ctypes.CDLL(None, use_errno=True)
    unshare = getattr(system, "unshare", None)
    apart = unshare is not None and unshare(NAMESPACES) == 0
    machine = MACHINES.get(platform.machine())
    if machine is None or not hasattr(system, "prctl"):
        return apart
    steps = write_filter(machine)
    held = ctypes.create_string_buffer(steps, len(steps))
    program = Filter(len(steps) // 8, ctypes.cast(held, ctypes.c_void_p))
    ready = system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    return (ready and system.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0) == 0) or apart


def confine() -> bool:
    """Bound memory, time and files, and shut the network; whether that could be done."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN, OPEN))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return shut_network()


def main(arguments: list[str]) -> int:
    """Become the program; gives a code only where that could not be done."""
    if confine():
        os.execv(arguments[0], arguments)  # noqa: S606 - that is what this module is for
    sys.stderr.write("this system can neither filter calls nor part networks: the program is not run\n")
    return REFUSED


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
