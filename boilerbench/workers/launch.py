"""Starts one worker inside limits and namespaces, and leaves nothing of it behind.

Usage: launch.py LIFELINE STATUS MEMORY CONTAINMENT HOME PROGRAM [ARGUMENT...]

LIFELINE is the read end of a pipe whose write end only the host holds: when it closes, on purpose
or because the host died, the worker and all that came of it are killed. STATUS is the write end of
a pipe for at most two lines, `contained CONTAINMENT NETWORK` and `ended exit|signal N PEAK OOM`
(PEAK and MEMORY in bytes, OOM 1 if the kernel killed for want of it). CONTAINMENT is the strongest
to try: `pid-namespace`, `subreaper` or `process-group`. HOME, with a folder tmp, is removed at last.

This launcher stays outside. Where namespaces may be had, its child "door" enters them, forks pid 1
("init", which starts the worker, reaps and reports) and leaves; when init dies the kernel kills all
of the namespace. Elsewhere the worker is our own child, and as a subreaper we hunt down orphans.
"""

import ctypes
import os
import resource
import select
import signal
import sys
import time
from contextlib import suppress

CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
# Without a user namespace root may still have the other two.
NAMESPACES = (CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET, CLONE_NEWPID | CLONE_NEWNET)
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
DEAF_TO = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)
HUNT_SECONDS, HOST_CHECK_MS = 2.0, 2000

Ended = tuple[int, resource.struct_rusage]


class Job:
    """What the command line asked for."""

    def __init__(self, arguments: list[str]) -> None:
        self.lifeline, self.status, self.memory = map(int, arguments[:3])
        self.containment, self.home = arguments[3:5]
        self.program = arguments[5:]

    def say(self, *words: object) -> None:
        """Write one line on the status pipe; a host that is gone needs none."""
        with suppress(OSError):
            os.write(self.status, (" ".join(map(str, words)) + "\n").encode())


def call_libc(name: str, *arguments: int) -> bool:
    """Whether a C function of this platform exists and returned 0."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return function is not None and function(*map(ctypes.c_ulong, arguments)) == 0


def main(arguments: list[str]) -> None:
    job = Job(arguments)
    for descriptor in (job.lifeline, job.status):
        os.set_inheritable(descriptor, False)
    for number in DEAF_TO:
        signal.signal(number, signal.SIG_IGN)
    host = os.getppid()
    reaper = job.containment != "process-group" and call_libc("prctl", PR_SET_CHILD_SUBREAPER, 1)
    init = enter_namespaces(job) if job.containment == "pid-namespace" else 0
    if init:
        leave_streams()
        if watch(init, [job.lifeline], host) is None:
            kill(init)
            os.waitpid(init, 0)
    else:
        supervise(job, host, "subreaper" if reaper else "process-group")
    with suppress(OSError):  # mostly it is as empty as it was made
        os.rmdir(job.home + "/tmp")
        os.rmdir(job.home)
        return
    import shutil  # late: its own imports would delay every start and end

    shutil.rmtree(job.home, ignore_errors=True)


def supervise(job: Job, host: int, containment: str) -> None:
    """Without namespaces: run the worker as our child, then kill whatever descends from us."""
    job.say("contained", containment, "open")
    oom = count_oom_kills()
    launcher = os.getpid()
    worker = os.fork()
    if worker == 0:
        call_libc("prctl", PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == launcher:
            become_worker(job, "open")
        os._exit(127)
    leave_streams()
    ended = watch(worker, [job.lifeline], host)
    if ended is None:
        kill(worker)
    else:
        report(job, ended, oom)
    kill(-worker)
    if containment == "subreaper":
        hunt()


def enter_namespaces(job: Job) -> int:
    """The pid of init in new namespaces, or 0 where the kernel allows none."""
    return next(filter(None, (open_door(flags, job) for flags in NAMESPACES)), 0)


def open_door(flags: int, job: Job) -> int:
    """The pid of init in namespaces `flags`, or 0; we map the ids, from outside.

    Only a process outside may map more than one id, and only so does root keep its rights over
    other users' files. The door is a process of its own so that a refusal half-way leaves us free.
    """
    heard, told = os.pipe()
    leash, hold = os.pipe()
    door = os.fork()
    if door == 0:
        os.close(heard)
        os.close(hold)
        os._exit(stand_in_door(flags, job, told, leash))
    os.close(told)
    os.close(leash)
    if os.read(heard, 1) == b"?" and (not flags & CLONE_NEWUSER or map_ids(door)):
        os.write(hold, b"!")  # and held from now on: init ends when we do
    else:
        os.close(hold)
    init = os.read(heard, 32)
    os.close(heard)
    os.waitpid(door, 0)
    return int(init or 0)


def stand_in_door(flags: int, job: Job, told: int, leash: int) -> int:
    """The door's life: unshare, wait for the id maps, fork pid 1, tell its pid; the exit code."""
    if not call_libc("unshare", flags):
        return 1
    os.write(told, b"?")
    if not os.read(leash, 1):
        return 1
    try:
        init = os.fork()
    except OSError:
        return 1
    if init == 0:
        os.close(told)
        run_init(job, leash)
    else:
        os.write(told, b"%d" % init)
    return 0


def map_ids(pid: int) -> bool:
    """Give every id its own number in `pid`'s user namespace, else at least ours."""
    for kind, own in (("uid", os.geteuid()), ("gid", os.getegid())):
        path = "/proc/%d/%s_map" % (pid, kind)
        if not write(path, identity_map("/proc/self/%s_map" % kind)):
            write("/proc/%d/setgroups" % pid, "deny")
            if not write(path, "%d %d 1\n" % (own, own)):
                return False
    return True


def identity_map(path: str) -> str:
    """Map each id this namespace knows to itself; user_namespaces(7) has the format."""
    with open(path) as lines:
        extents = [line.split() for line in lines]
    return "".join("%s %s %s\n" % (first, first, count) for first, _, count in extents)


def write(path: str, text: str) -> bool:
    """Whether the kernel took `text` (in one write, as id maps must be) at `path`."""
    with suppress(OSError), open(path, "wb", buffering=0) as file:
        return file.write(text.encode()) > 0
    return False


def run_init(job: Job, leash: int) -> None:
    """Be pid 1: start the worker, reap every orphan, say how the worker ended."""
    job.say("contained", "pid-namespace", "namespace")
    oom = count_oom_kills()
    worker = os.fork()
    if worker == 0:
        become_worker(job, "namespace")
    leave_streams()
    ended = watch(worker, [job.lifeline, leash], os.getppid())
    if ended is not None:
        report(job, ended, oom)


def become_worker(job: Job, network: str) -> None:
    """Limit this process and exec the worker; never returns."""
    os.setsid()  # what it sends to its process group must not reach the launcher
    for number in (*DEAF_TO, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)  # what is ignored would stay ignored
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_DATA, job.memory)
    write("/proc/self/oom_score_adj", "500")  # the worker before the host
    os.environ["BOILERBENCH_NETWORK"] = network
    try:
        os.execv(job.program[0], job.program)
    except OSError as error:
        os.write(2, ("cannot start %s: %s\n" % (job.program[0], error.strerror)).encode())
        os._exit(127)


def limit(kind: int, value: int) -> None:
    """Lower a resource limit; macOS refuses some, and then goes without."""
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (value, value))


def leave_streams() -> None:
    """Let go of the worker's stdin and stdout, so that its end is seen on them."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)


def watch(child: int, lifelines: list[int], parent: int) -> Ended | None:
    """Reap until `child` ends (how) or a lifeline or the parent is gone (None).

    The parent is checked too: a process the host forked may hold the lifeline open without it.
    """
    wake, woken = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    poll = select.poll()
    for descriptor in (*lifelines, wake):
        poll.register(descriptor, select.POLLIN)
    while True:
        ended = reap(child)
        if ended is not None:
            return ended
        ready = [descriptor for descriptor, _ in poll.poll(HOST_CHECK_MS)]
        if any(line in ready for line in lifelines) or os.getppid() != parent:
            return None
        if wake in ready:
            os.read(wake, 4096)


def reap(child: int) -> Ended | None:
    """Collect every dead process that is ours; how `child` ended, if it was among them."""
    ended = None
    with suppress(ChildProcessError):
        while (found := os.wait4(-1, os.WNOHANG))[0]:
            if found[0] == child:
                ended = found[1:]
    return ended


def report(job: Job, ended: Ended, oom_before: int) -> None:
    """Say on the status pipe how the worker ended."""
    status, usage = ended
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    killed = os.WIFSIGNALED(status)
    number = os.WTERMSIG(status) if killed else os.WEXITSTATUS(status)
    oom = killed and number == signal.SIGKILL and count_oom_kills() > oom_before
    job.say("ended", "signal" if killed else "exit", number, peak, int(oom))


def count_oom_kills() -> int:
    """How many processes the kernel killed for want of memory since boot (Linux 4.13), else 0."""
    with suppress(OSError), open("/proc/vmstat") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))
    return 0


def hunt() -> None:
    """Kill all descendants: as their subreaper we become the parent of every orphan."""
    deadline = time.monotonic() + HUNT_SECONDS
    while time.monotonic() < deadline:
        reap(0)
        names = filter(str.isdigit, os.listdir("/proc"))
        prey = [int(name) for name in names if find_parent(name) == os.getpid()]
        if not prey:
            return
        for pid in prey:
            kill(pid)
        time.sleep(0.001)


def find_parent(pid: str) -> int:
    """A process's parent, 0 if it is gone; the name before it may hold spaces and brackets."""
    with suppress(OSError), open("/proc/%s/stat" % pid, "rb") as file:
        return int(file.read().rpartition(b")")[2].split()[1])
    return 0


def kill(pid: int) -> None:
    """SIGKILL to a process, or a group if negative, unless it is gone already."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
