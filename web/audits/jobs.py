"""The audits of a server: so many at a time, the others wait; each is deleted after a while."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic

from web.audits.home import Home
from web.audits.job import DONE, FAILED, WAITING, Asked, Job
from web.audits.work import Work
from web.problems import ProblemError
from web.settings import Settings

#: Audits kept at a time, waiting, running or done; and seconds that one may take.
_MOST, _LONGEST = 20, 12 * 3600.0
#: Archives that one client sends at a time.
_COMING = 3
_BUSY = "too many audits are kept. Delete one, or try again later."
_TOO_MANY_COME = "too many archives are being sent at a time. Wait until one has come."


class Jobs:
    """The audits of a server. Its methods may be called from several threads."""

    def __init__(self, settings: Settings, base: Path | None = None) -> None:
        """Make the folder of a server's audits.

        Args:
            settings: of the server.
            base: where the folder is made; among the system's temporary files by default.
        """
        self._settings = settings
        self._home = Home(base)
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}
        self._rules: dict[str, tuple[str, ...]] = {}
        self._coming: dict[Path, str] = {}

    # An archive that is being sent

    def room(self, client: str = "") -> Path:
        """Return a folder for an archive that is about to come; ``UPLOADED`` is its name there.

        Args:
            client: who sends it.

        Raises:
            ProblemError: too many audits are kept or come, or the disk is full.
        """
        with self._lock:
            if len(self._jobs) + len(self._coming) >= _MOST:
                raise ProblemError("busy", _BUSY)
            if list(self._coming.values()).count(client) >= _COMING:
                raise ProblemError("busy", _TOO_MANY_COME)
            if self._home.free() <= 0:
                raise ProblemError("busy", "the disk is full. Make room on the server.")
            folder = self._home.new()
            self._coming[folder] = client
        return folder

    def refuse(self, folder: Path) -> None:
        """Delete an archive that did not become an audit."""
        self._home.remove(folder)
        with self._lock:
            self._coming.pop(folder, None)

    def add(self, folder: Path, asked: Asked, rules: tuple[str, ...]) -> Job:
        """Return the audit of an archive that has come.

        Args:
            folder: as ``room`` gave it.
            asked: what is wanted.
            rules: codes of the rules to apply.
        """
        job = Job(folder, asked)
        with self._lock:
            self._coming.pop(folder, None)
            self._jobs[job.id] = job
            self._rules[job.id] = rules
        self._advance()
        return job

    # Audits

    def job(self, id_: str) -> Job:
        """Return an audit, which is kept for some time more.

        Raises:
            ProblemError: there is none, or it has been deleted.
        """
        job = self._jobs.get(id_)
        if job is None:
            raise ProblemError("not-found", "no such audit, or it has been deleted.")
        job.look()
        return job

    def done(self, id_: str) -> Job:
        """Return an audit that has ended.

        Raises:
            ProblemError: as ``job``, or it still runs, or has failed.
        """
        job = self.job(id_)
        if job.state == FAILED:
            raise ProblemError("conflict", f"the audit has failed: {job.told.reason}")
        if job.state != DONE:
            raise ProblemError("conflict", "the audit has not ended. Ask for its state first.")
        return job

    def there(self, id_: str) -> Job | None:
        """Return an audit if there is one; it is not kept longer for that."""
        return self._jobs.get(id_)

    def before(self, job: Job) -> int:
        """Return how many audits wait before a waiting one."""
        with self._lock:
            waiting = [one.id for one in self._jobs.values() if one.state == WAITING]
        return waiting.index(job.id) if job.id in waiting else 0

    @property
    def kept(self) -> float:
        """Seconds that an audit is kept after it was last looked at."""
        return self._settings.limits.kept

    def delete(self, job: Job) -> None:
        """End an audit and delete all that it has."""
        with self._lock:
            there = self._jobs.pop(job.id, None)
            self._rules.pop(job.id, None)
        if there is not None:
            there.end()
            self._home.remove(there.folder)
            self._advance()

    def tidy(self) -> None:
        """Delete what has not been looked at for long, and what could not be deleted before."""
        now = monotonic()
        for job in list(self._jobs.values()):
            forgotten = job.state in (DONE, FAILED) and now - job.seen > self.kept
            if forgotten or (job.runs and now - job.since > _LONGEST):
                self.delete(job)
        self._home.tidy()

    def end(self) -> None:
        """End all audits."""
        with self._lock:
            jobs, self._jobs = list(self._jobs.values()), {}
        for job in jobs:
            job.let_go()
        for job in jobs:
            job.end()

    def close(self) -> None:
        """Delete everything, when all audits have ended; in the thread that has made this."""
        self._home.close()

    # Starting

    def _advance(self) -> None:
        """Start the audits that may run now."""
        with self._lock:
            running = sum(job.runs for job in self._jobs.values())
            for job in self._jobs.values():
                if running >= self._settings.limits.audits:
                    return
                if job.state == WAITING:
                    running += 1
                    job.begin(self._work(job, running), self._advance)

    def _work(self, job: Job, running: int) -> Work:
        limits = self._settings.limits
        return Work(
            folder=job.folder,
            name=job.asked.name,
            members=job.asked.members,
            room=max(0, self._home.free()),
            open_store=self._settings.open_store,
            as_of=job.asked.as_of,
            language=job.asked.language,
            rules=self._rules[job.id],
            started=_now(),
            jobs=max(1, _share() // running),
            seconds=limits.file_seconds,
            memory=limits.memory,
        )


def _share() -> int:
    """Return how many processors audits may have: one less than there are, of more than two."""
    cores = os.cpu_count() or 1
    return cores if cores <= 2 else cores - 1


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")  # noqa: DTZ005 - the office's own clock
