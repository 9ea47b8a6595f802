"""System calls a child may make, with their numbers on the two machines we run on.

Absent on purpose: starting programs and processes, sockets, mounts, namespaces, tracing, keys, bpf, io_uring, shared
memory segments, changing identity, scheduling, and passing descriptors (sendmsg, recvmsg).
"""

X86_64 = """
    read=0 write=1 readv=19 writev=20 pread64=17 pwrite64=18 preadv=295 pwritev=296 open=2 openat=257 close=3
    close_range=436 lseek=8 stat=4 fstat=5 lstat=6 newfstatat=262 statx=332 access=21 faccessat=269 faccessat2=439
    readlink=89 readlinkat=267 getdents=78 getdents64=217 getcwd=79 chdir=80 fchdir=81 mkdir=83 mkdirat=258 rmdir=84
    rename=82 renameat=264 renameat2=316 unlink=87 unlinkat=263 link=86 linkat=265 symlink=88 symlinkat=266
    truncate=76 ftruncate=77 fallocate=285 fsync=74 fdatasync=75 sync_file_range=277 flock=73 fcntl=72 dup=32 dup2=33
    dup3=292 pipe=22 pipe2=293 umask=95 chmod=90 fchmod=91 fchmodat=268 utime=132 utimes=235 utimensat=280
    futimesat=261 statfs=137 fstatfs=138 sendfile=40 splice=275 tee=276 copy_file_range=326 fadvise64=221 mmap=9
    munmap=11 mprotect=10 mremap=25 madvise=28 brk=12 msync=26 mincore=27 membarrier=324 rt_sigaction=13
    rt_sigprocmask=14 rt_sigreturn=15 rt_sigpending=127 rt_sigsuspend=130 rt_sigtimedwait=128 sigaltstack=131
    restart_syscall=219 pause=34 alarm=37 kill=62 tkill=200 tgkill=234 futex=202 set_robust_list=273
    get_robust_list=274 rseq=334 set_tid_address=218 arch_prctl=158 sched_yield=24 sched_getaffinity=204
    sched_getparam=143 sched_getscheduler=145 sched_get_priority_max=146 sched_get_priority_min=147 poll=7 ppoll=271
    select=23 pselect6=270 epoll_create=213 epoll_create1=291 epoll_ctl=233 epoll_wait=232 epoll_pwait=281 eventfd=284
    eventfd2=290 timerfd_create=283 timerfd_settime=286 timerfd_gettime=287 nanosleep=35 clock_nanosleep=230
    clock_gettime=228 clock_getres=229 gettimeofday=96 time=201 times=100 getitimer=36 setitimer=38 timer_create=222
    timer_settime=223 timer_gettime=224 timer_getoverrun=225 timer_delete=226 getpid=39 getppid=110 gettid=186
    getuid=102 geteuid=107 getgid=104 getegid=108 getresuid=118 getresgid=120 getgroups=115 getpgid=121 getpgrp=111
    getsid=124 getrlimit=97 getrusage=98 sysinfo=99 uname=63 getrandom=318 getcpu=309 getpriority=140 sendto=44
    recvfrom=45 shutdown=48 getsockopt=55 setsockopt=54 getsockname=51 getpeername=52 wait4=61 waitid=247 exit=60
    exit_group=231 socketpair=53 clone=56 clone3=435 prctl=157 ioctl=16 prlimit64=302 listxattr=194 llistxattr=195
    flistxattr=196
"""

AARCH64 = """
    read=63 write=64 readv=65 writev=66 pread64=67 pwrite64=68 preadv=69 pwritev=70 openat=56 close=57 close_range=436
    lseek=62 fstat=80 newfstatat=79 statx=291 faccessat=48 faccessat2=439 readlinkat=78 getdents64=61 getcwd=17
    chdir=49 fchdir=50 mkdirat=34 renameat=38 renameat2=276 unlinkat=35 linkat=37 symlinkat=36 truncate=45
    ftruncate=46 fallocate=47 fsync=82 fdatasync=83 sync_file_range=84 flock=32 fcntl=25 dup=23 dup3=24 pipe2=59
    umask=166 fchmod=52 fchmodat=53 utimensat=88 statfs=43 fstatfs=44 sendfile=71 splice=76 tee=77 copy_file_range=285
    fadvise64=223 mmap=222 munmap=215 mprotect=226 mremap=216 madvise=233 brk=214 msync=227 mincore=232 membarrier=283
    rt_sigaction=134 rt_sigprocmask=135 rt_sigreturn=139 rt_sigpending=136 rt_sigsuspend=133 rt_sigtimedwait=137
    sigaltstack=132 restart_syscall=128 kill=129 tkill=130 tgkill=131 futex=98 set_robust_list=99 get_robust_list=100
    rseq=293 set_tid_address=96 sched_yield=124 sched_getaffinity=123 sched_getparam=121 sched_getscheduler=120
    sched_get_priority_max=125 sched_get_priority_min=126 ppoll=73 pselect6=72 epoll_create1=20 epoll_ctl=21
    epoll_pwait=22 eventfd2=19 timerfd_create=85 timerfd_settime=86 timerfd_gettime=87 nanosleep=101
    clock_nanosleep=115 clock_gettime=113 clock_getres=114 gettimeofday=169 times=153 getitimer=102 setitimer=103
    timer_create=107 timer_settime=110 timer_gettime=108 timer_getoverrun=109 timer_delete=111 getpid=172 getppid=173
    gettid=178 getuid=174 geteuid=175 getgid=176 getegid=177 getresuid=148 getresgid=150 getgroups=158 getpgid=155
    getsid=156 getrlimit=163 getrusage=165 sysinfo=179 uname=160 getrandom=278 getcpu=168 getpriority=141 sendto=206
    recvfrom=207 shutdown=210 getsockopt=209 setsockopt=208 getsockname=204 getpeername=205 wait4=260 waitid=95
    exit=93 exit_group=94 socketpair=199 clone=220 clone3=435 prctl=167 ioctl=29 prlimit64=261 listxattr=11
    llistxattr=12 flistxattr=13
"""

# What the processes of a workshop may do beyond that: start programs, and see that xattrs are not there.
PROGRAMS_X86_64 = """
    fork=57 vfork=58 execve=59 execveat=322 setpgid=109 setsid=112 setrlimit=160 chown=92 fchown=93 lchown=94
    creat=85 fchownat=260 mknod=133 mknodat=259 fchmodat2=452 capget=125 setxattr=188 lsetxattr=189 fsetxattr=190 getxattr=191
    lgetxattr=192 fgetxattr=193 removexattr=197 lremovexattr=198
    fremovexattr=199
"""

PROGRAMS_AARCH64 = """
    execve=221 execveat=281 setpgid=154 setsid=157 setrlimit=164 fchown=55 fchownat=54 mknodat=33 fchmodat2=452 capget=90
    setxattr=5 lsetxattr=6 fsetxattr=7 getxattr=8 lgetxattr=9 fgetxattr=10
    removexattr=14 lremovexattr=15 fremovexattr=16
"""


def table(text):
    return {name: int(number) for name, number in (entry.split("=") for entry in text.split())}


ALLOWED = {"x86_64": table(X86_64), "aarch64": table(AARCH64)}
PROGRAMS = {"x86_64": table(PROGRAMS_X86_64), "aarch64": table(PROGRAMS_AARCH64)}
