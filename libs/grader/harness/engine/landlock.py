"""Landlock: rights to files, TCP, abstract sockets and signals that a process gives up for ever, without any privilege.

What it does not cover has to be covered by the system call filter: metadata (`stat`, `chmod`, times) and sockets that have a
name in the file system.
"""

import ctypes
import errno
import os
import struct

from . import kernel

# Bits of ABI 6, Linux 6.12; see linux/landlock.h.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (1 << bit for bit in range(6, 13))
REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in range(13, 16))
EVERY_FILE_RIGHT = (1 << 16) - 1
BIND_TCP, CONNECT_TCP = 1, 2
ABSTRACT_SOCKETS, SIGNALS = 1, 2

READ = READ_FILE | READ_DIR
DEVICE = READ_FILE | WRITE_FILE
OWN = READ | WRITE_FILE | TRUNCATE | REFER | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM

NEEDED = 6
VERSION_QUERY, PATH_BENEATH = 1, 1
O_PATH = os.O_PATH | os.O_CLOEXEC


def version():
    """The newest rules this kernel knows; 0 when it has no Landlock or it is switched off."""
    try:
        return kernel.syscall("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(VERSION_QUERY))
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP):
            return 0
        raise


def restrict(rules):
    """Give up everything but `rules`, as {path: rights}. Irrevocable, and inherited. Needs `no_new_privs`."""
    attributes = struct.pack("=QQQ", EVERY_FILE_RIGHT, BIND_TCP | CONNECT_TCP, ABSTRACT_SOCKETS | SIGNALS)
    ruleset = kernel.syscall(
        "landlock_create_ruleset", attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0)
    )
    try:
        for path, rights in rules.items():
            _allow(ruleset, path, rights)
        kernel.syscall("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def _allow(ruleset, path, rights):
    descriptor = os.open(path, O_PATH)
    try:
        rule = struct.pack("=Qi", rights, descriptor)
        kernel.syscall("landlock_add_rule", ctypes.c_int(ruleset), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint(0))
    finally:
        os.close(descriptor)
