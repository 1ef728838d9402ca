"""The engine of a dask cluster: one that stands already, or one of this machine's own cores."""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from boilerbench.engines import Engine, GoneError
from boilerbench.errors import RunError, UsageError
from boilerbench.machines import usable_cores

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

CONNECT_SECONDS: Final = 15
"""How long a scheduler may take to answer, and a cluster to have a first worker."""

DESERTED_SECONDS: Final = 300
"""How long a cluster may be without any worker: some end one long before they start another."""

_UNANSWERED: Final = (OSError, ValueError, TypeError, RuntimeError, ImportError, MemoryError)
"""How an address fails: each kind has its way, and some need packages or settings."""

_WATCH_SECONDS: Final = 0.5

_SETTINGS: Final = {
    "distributed.admin.large-graph-warning-threshold": "64MB",  # a batch of one large page is meant
    "distributed.worker.daemon": False,  # a worker has children: those that extract
}


class DaskExecutor(Executor):
    """A client's executor whose futures end when the scheduler or all workers go, however."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._executor = client.get_executor()
        self._open: set[Future[Any]] = set()
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._watching, daemon=True)
        self._watch.start()

    def submit(
        self, task: Callable[..., Result], /, *arguments: Any, **named: Any
    ) -> Future[Result]:
        """The task on the cluster; GoneError where the client is closed."""
        if self._client.status != "running":
            raise GoneError(self._scheduler_gone)
        theirs: Future[Result] = self._executor.submit(task, *arguments, **named)
        # One of our own, as dask's may neither end with its cluster nor be ended by another thread.
        ours: Future[Result] = Future()
        self._open.add(ours)
        ours.add_done_callback(partial(self._settled, theirs))
        theirs.add_done_callback(partial(_hand_over, ours))
        return ours

    def everywhere(self, task: Callable[[], None]) -> None:
        """Carry out the task in every process of the cluster; nothing where it is gone."""
        if self._client.status == "running":
            with suppress(OSError, TimeoutError):
                self._client.run(task, on_error="ignore")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of all that is still to be done."""
        self._ended.set()
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._watch.join()

    def _settled(self, theirs: Future[Any], ours: Future[Any]) -> None:
        self._open.discard(ours)
        if ours.cancelled():
            theirs.cancel()

    @property
    def _scheduler_gone(self) -> str:
        return f"the scheduler is gone (the client is {self._client.status})"

    def _watching(self) -> None:
        # A scheduler that closes in order leaves its futures waiting for ever; so does one whose
        # workers are gone.
        seen = asked = time.monotonic()
        while not self._ended.wait(_WATCH_SECONDS):
            now = time.monotonic()
            if now >= asked + DESERTED_SECONDS / 20:
                asked, seen = now, now if self._has_workers() else seen
            if self._client.status != "running":
                self._give_up(self._scheduler_gone)
            elif now > seen + DESERTED_SECONDS:
                self._give_up(f"the cluster has had no worker for {DESERTED_SECONDS} s")

    def _has_workers(self) -> bool:
        """Whether a worker is there; also where that cannot be told."""
        scheduler = self._client.scheduler
        if scheduler is None:
            return True
        try:
            return bool(self._client.sync(scheduler.ncores, callback_timeout=CONNECT_SECONDS))
        except (OSError, RuntimeError, asyncio.CancelledError):
            return True

    def _give_up(self, why: str) -> None:
        for future in tuple(self._open):
            with suppress(InvalidStateError):  # it ended just now
                future.set_exception(GoneError(why))


def _hand_over(ours: Future[Any], theirs: Future[Any]) -> None:
    with suppress(InvalidStateError):  # it was given up before
        if theirs.cancelled():
            ours.set_exception(GoneError("it was given up, as its scheduler is gone"))
        elif (failure := theirs.exception()) is not None:
            ours.set_exception(failure)
        else:
            ours.set_result(theirs.result())


@contextmanager
def hired(scheduler: str | None, jobs: int | None) -> Iterator[Engine]:
    """A cluster, left as it is where it stood before, ended where it was started for this run."""
    try:
        import dask  # noqa: PLC0415  an extra, and slow to load
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "The engine dask needs packages that are not installed here: "
            "`pip install 'boilerbench[cluster]'`."
        ) from error
    for name in ("distributed", "distributed.client"):  # the second has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we say what happened ourselves
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        if scheduler is None:
            address: Any = stack.enter_context(_own_cluster(jobs or usable_cores()))
        else:
            address = _answering(scheduler)
        client = stack.enter_context(_connected(distributed.Client, address))
        executor = DaskExecutor(client)
        stack.callback(executor.shutdown, wait=False)
        yield Engine(executor, jobs or sum(client.nthreads().values()))


@contextmanager
def _own_cluster(jobs: int) -> Iterator[Any]:
    """So many processes of this machine, of one thread each, that only it can reach."""
    from distributed import LocalCluster  # noqa: PLC0415  an extra, and slow to load

    with _deaf() as heard:
        made = LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # without one the port would be 8787
            scheduler_kwargs={"dashboard": False},
            memory_limit=0,  # what extracts is a process of its own, with its own cap
            silence_logs=logging.CRITICAL,
        )
    with made:
        for number in heard:
            signal.raise_signal(number)
        yield made


@contextmanager
def _deaf() -> Iterator[list[int]]:
    """What asks this process to end while it starts others, heard when all of them stand.

    A cluster that is left half started cannot be ended in order. ^C is not heard at all: the others
    have to leave it to this process, and take over from it that it is ignored.
    """
    heard: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = signal.signal(signal.SIGTERM, lambda number, _frame: heard.append(number))
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, interrupted)
        signal.signal(signal.SIGTERM, ended)


def _answering(address: str) -> str:
    """The address, if a scheduler answers there; RunError where none does.

    Asked before there is a client: one that cannot connect goes on trying when it is let go.
    """
    try:
        kind = asyncio.run(asyncio.wait_for(_kind_at(address), CONNECT_SECONDS))
    except _UNANSWERED as error:
        raise _no_scheduler(address, error) from error
    if kind != "Scheduler":
        raise RunError(
            f"What answers at {address} is no dask scheduler but a {kind}: give the address that "
            "`dask scheduler` prints when it starts."
        )
    return address


async def _kind_at(address: str) -> str:
    """What answers at an address, as dask calls it."""
    from distributed import Security, rpc  # noqa: PLC0415  an extra, and slow to load

    secured = Security().get_connection_args("client")
    async with rpc(address, timeout=CONNECT_SECONDS, connection_args=secured) as there:
        return str((await there.identity())["type"])


def _no_scheduler(address: Any, error: Exception) -> RunError:
    return RunError(
        f"No dask scheduler answers at {address} ({_reason(error)}): start one with "
        "`dask scheduler`, or leave out --scheduler to use this machine's cores."
    )


@contextmanager
def _connected(connect: Callable[..., "Client"], address: Any) -> Iterator["Client"]:
    """A client of a cluster with at least one worker; RunError where there is none."""
    try:
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise _no_scheduler(address, error) from error
    try:
        _await_worker(client, address)
        yield client
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=CONNECT_SECONDS)


def _await_worker(client: "Client", address: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError) as error:
        raise RunError(
            f"The dask scheduler at {address} has no workers: start some with "
            f"`dask worker {address}` where the same boilerbench is installed."
        ) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return f"nothing came within {CONNECT_SECONDS} s"
    first, *_ = str(error).strip().splitlines() or [type(error).__name__]
    return first.rstrip(".")
