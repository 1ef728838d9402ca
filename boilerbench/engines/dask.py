"""The engine of a dask cluster: one that stands already, or one of this machine's own cores."""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from boilerbench.engines import Engine
from boilerbench.errors import RunError, UsageError
from boilerbench.machines import usable_cores

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

CONNECT_SECONDS: Final = 15
"""How long a scheduler may take to answer, and a cluster to have a first worker."""

_UNANSWERED: Final = (OSError, ValueError, TypeError, RuntimeError, ImportError, MemoryError)
"""How an address fails: each kind has its way, and some need packages or settings."""

_WATCH_SECONDS: Final = 0.5

_SETTINGS: Final = {
    "distributed.admin.large-graph-warning-threshold": "64MB",  # a batch of one large page is meant
    "distributed.worker.daemon": False,  # a worker has children: those that extract
}


class DaskExecutor(Executor):
    """A client's executor whose futures end when the scheduler does, however it goes."""

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
        """The task on the cluster; RuntimeError where the client is closed."""
        if self._client.status != "running":
            raise RuntimeError(f"the scheduler is gone (the client is {self._client.status})")
        future: Future[Result] = self._executor.submit(task, *arguments, **named)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

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

    def _watching(self) -> None:
        # A scheduler that closes in order leaves its futures waiting for ever.
        while not self._ended.wait(_WATCH_SECONDS):
            if self._client.status != "running":
                for future in tuple(self._open):
                    if future.cancel():
                        future.set_running_or_notify_cancel()


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
