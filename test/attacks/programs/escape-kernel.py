"""System calls that have no business here, by number, on both kinds of machine."""
import ctypes
import errno
import os

X86_64 = {
    "ptrace": 101, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308,
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249,
    "io_uring_setup": 425, "io_uring_enter": 426, "memfd_create": 319, "process_vm_readv": 310, "pidfd_open": 434,
    "pidfd_getfd": 438, "kcmp": 312, "reboot": 169, "init_module": 175, "kexec_load": 246, "swapon": 167,
    "syslog": 103, "quotactl": 179, "open_by_handle_at": 304, "name_to_handle_at": 303, "fanotify_init": 300,
    "setuid": 105, "setresuid": 117, "setgroups": 116, "capset": 126, "clock_settime": 227, "settimeofday": 164,
    "adjtimex": 159, "sethostname": 170, "mlockall": 151, "setrlimit": 160, "setpriority": 141, "shmget": 29,
    "msgget": 68, "semget": 64, "mq_open": 240, "landlock_create_ruleset": 444, "seccomp": 317, "personality": 135,
    "iopl": 172, "open_tree": 428, "fsopen": 430, "mount_setattr": 442, "move_mount": 429, "sendmsg": 46, "recvmsg": 47,
    "connect": 42, "bind": 49, "sched_setaffinity": 203, "vmsplice": 278, "modify_ldt": 154, "acct": 163,
}
AARCH64 = {
    "ptrace": 117, "mount": 40, "unshare": 97, "setns": 268, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
    "keyctl": 219, "io_uring_setup": 425, "memfd_create": 279, "process_vm_readv": 270, "pidfd_open": 434,
    "reboot": 142, "setuid": 146, "setgroups": 159, "capset": 91, "seccomp": 277, "connect": 203, "sendmsg": 211,
}


def tries():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    found = []
    for name, number in (X86_64 if os.uname().machine == "x86_64" else AARCH64).items():
        ctypes.set_errno(0)
        result = libc.syscall(ctypes.c_long(number), ctypes.c_long(-1), ctypes.c_long(0), ctypes.c_long(0), ctypes.c_long(0))
        if result != -1 or ctypes.get_errno() != errno.EPERM:
            found.append(f"{name} ({result}, {ctypes.get_errno()})")
    return found
