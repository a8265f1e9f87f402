"""A run of an audit: what is new in a folder is read, what has changed is judged again.

Wherever it is broken off, the next run goes on behind the last batch on the disk, and the archive
is in the end what one run would have made of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from check.audit.archive import Archive
from check.audit.judging import (
    Again,
    Asking,
    FileRead,
    Given,
    Reading,
    Result,
    digest_of,
    fingerprint_of,
)
from check.audit.listing import Chosen, Tasks, absolute, choose, listing
from check.audit.lock import locked
from check.audit.pool import How, Pool
from check.audit.record import Reason, Run
from check.audit.texts import shown
from check.audit.version import code_version
from check.audit.writing import Listed, Writer
from kg.contract import Store
from kg.errors import LegalGraphError
from kg.store.sqlite.reading import SqliteStore
from kg.workers import Failed, Told

AUTO = How()
"""One process for each core."""
#: Questions in one task of asking, and texts in one of judging again.
_QUESTIONS, _TEXTS = 2_000, 20
#: So many are done before processes would have started.
_FEW_QUESTIONS, _FEW_TEXTS = 4_000, 60
#: Questions that no text asks any more are looked for when so large a share of them may be such.
_RENEWED = 4


def audit(
    root: Path,
    files: Iterable[Path],
    archive: Archive,
    given: Given,
    how: How = AUTO,
    *,
    started: str,
) -> Run:
    """Bring an archive up to date with a folder, the data, the rules and the day; return the run.

    Files of other folders stay in the archive, and their verdicts are brought up to date too.

    Args:
        root: the folder; what the archive has below it and is not among ``files`` is taken out.
        files: what is to be audited below it.
        archive: where verdicts are kept.
        given: how files are read, the graph, the day compared up to, the rules.
        how: processes, time, progress.
        started: local date and time.

    Raises:
        RecordError: another audit has the archive.
        LegalGraphError: the graph cannot be read, or the audit was stopped.
    """
    top = absolute(root)
    own = tuple(f"{absolute(archive.path)}{end}" for end in ("", "-wal", "-shm", ".lock"))
    listed = [file for file in listing(top, map(absolute, files)) if file.path not in own]
    return _up_to_date(archive, given, how, _Folder(top, listed), started)


def judge_again(archive: Archive, given: Given, how: How = AUTO, *, started: str) -> Run:
    """Bring the verdicts of an archive up to date with the data, the rules and the day.

    No file is read: the texts in the archive are judged, also those of folders that are not at
    hand. Arguments and errors as of ``audit``.
    """
    return _up_to_date(archive, given, how, None, started)


class _Folder(NamedTuple):
    """A folder audited, and the files in it."""

    top: Path
    listed: Sequence[Listed]


def _up_to_date(
    archive: Archive, given: Given, how: How, folder: _Folder | None, started: str
) -> Run:
    with locked(archive.path), closing(given.open_store()) as store:
        writer = Writer(archive.connection, shown(folder.top) if folder else "")
        graph = store.path if isinstance(store, SqliteStore) else None
        with closing(Pool(given, how, graph)) as pool:
            try:
                return _Run(writer, pool, given, how).all(folder, store, started)
            except KeyboardInterrupt:
                writer.discard()
                raise LegalGraphError(
                    f"{archive.path}: stopped. What was judged until now is kept. Give the same "
                    "command to go on."
                ) from None
            except LegalGraphError as error:
                writer.discard()
                _told_of_new_data(given, fingerprint_of(store), error)
                raise
            except BaseException:
                writer.discard()
                raise


def forget(archive: Archive, root: Path) -> int:
    """Take a folder out of an archive, its texts too; return how many files it had there.

    Raises:
        RecordError: an audit has the archive.
    """
    top = shown(absolute(root))
    with locked(archive.path):
        writer = Writer(archive.connection, top)
        writer.open()
        names = [*writer.names_below(top, os.sep), top]
        known = [name for name in names if writer.known(name)]
        writer.drop_files(known)
        writer.drop_orphans()
        writer.questions.forget_unused()
        writer.commit()
    # The letters of deleted drafts must not stay in the file.
    archive.connection.execute("VACUUM")
    return len(known)


def _told_of_new_data(given: Given, graph: str, error: LegalGraphError) -> None:
    """Raise the true cause where processes failed because the data is no longer the same."""
    with closing(given.open_store()) as store:
        if fingerprint_of(store) != graph:
            raise LegalGraphError(
                "audit: the data has changed while it ran. Give the same command again; it goes on."
            ) from error


class _Run:
    """One run."""

    def __init__(self, writer: Writer, pool: Pool, given: Given, how: How) -> None:
        self._writer, self._pool, self._given, self._how = writer, pool, given, how

    def all(self, folder: _Folder | None, store: Store, started: str) -> Run:
        """Do everything, without a folder all but reading; return the run."""
        last = self._writer.last()
        run = self._begin(self._identity(store, started), last)
        retry = last is not None and last.version != run.version
        listed = folder.listed if folder else ()
        chosen = choose(listed, self._writer, again=self._how.again, retry=retry)
        _, characters = self._writer.to_judge()
        told = Told(self._how.progress, characters + sum(file.size for file in chosen.read))
        self._judge_again(told)
        self._read_all(chosen, told)
        return self._end(run, folder)

    # Beginning and end

    def _identity(self, store: Store, started: str) -> Run:
        return Run(
            id=1,
            started=started,
            finished=False,
            as_of=self._given.as_of,
            version=code_version(),
            graph=fingerprint_of(store),
            rules=self._given.rules,
            instruments=len(store),
            relations=sum(store.counts().values()),
            updated=store.updated,
        )

    def _begin(self, run: Run, last: Run | None) -> Run:
        """Write the run with what has to be judged again because of it, as one batch."""
        if last is not None:
            same = _judged_by(last) == _judged_by(run) and run.graph != ""
            if same and not last.finished:
                run = run._replace(id=last.id, started=last.started, read=last.read)
            else:
                run = run._replace(id=last.id + 1)
            if not same:
                self._outdate(run, last)
        self._writer.open()
        self._writer.put_run(run)
        self._writer.commit()
        return run

    def _outdate(self, run: Run, last: Run) -> None:
        """Mark the verdicts that may be others now; the batch stays open for the run's row."""
        if (run.version, run.rules) != (last.version, last.rules):
            self._writer.open()
            self._writer.stale()
            self._writer.questions.forget()
            return
        changed = list(self._answered_otherwise())
        self._writer.open()
        if changed:
            self._writer.questions.answer(changed)
            self._writer.stale(
                self._writer.questions.resting_on({question for question, _, _ in changed})
            )
        if run.as_of != last.as_of:
            self._writer.compare_up_to(run.as_of)

    def _answered_otherwise(self) -> Iterator[tuple[int, str, bytes]]:
        few = self._writer.questions.count() <= _FEW_QUESTIONS
        tasks = (Asking(questions) for questions in self._writer.questions.some(_QUESTIONS))
        for _, result in self._pool.each(tasks, here=few):
            if isinstance(result, Failed):
                raise LegalGraphError(f"audit: the data could not be asked again: {result.reason}")
            yield from result.questions

    def _end(self, run: Run, folder: _Folder | None) -> Run:
        """Take out what is no longer there, and write the counts."""
        writer = self._writer
        writer.open()
        if folder:
            self._renew(folder)
        dropped = writer.drop_orphans()
        judged, kept, read = writer.counts(run.id)
        if _RENEWED * (dropped + judged) > judged + kept and kept:
            writer.questions.forget_unused()
        run = run._replace(finished=True, judged=judged, kept=kept, read=read)
        writer.put_run(run)
        writer.commit()
        return run

    def _renew(self, folder: _Folder) -> None:
        """Take out the files that are no longer in a folder, and write how the rest is placed."""
        there = {file.name for file in folder.listed}
        names = self._writer.names_below(shown(folder.top), os.sep)
        self._writer.drop_files([name for name in names if name not in there])
        for file in folder.listed:
            self._writer.put_folder(file)

    # Judging again

    def _judge_again(self, told: Told) -> None:
        texts, _ = self._writer.to_judge()
        sizes: dict[int, int] = {}
        failed: list[tuple[int, bytes]] = []

        def tasks() -> Iterator[Again]:
            for rows in self._writer.texts_to_judge(_TEXTS):
                sizes.update((text, size) for text, size, _ in rows)
                yield Again(tuple((text, packed) for text, _, packed in rows))

        for task, result in self._pool.each(tasks(), here=texts <= _FEW_TEXTS):
            if isinstance(result, Failed):
                failed += task.texts if isinstance(task, Again) else ()
            else:
                self._put_again(result)
            told.add(sum(sizes.pop(text) for text, _ in getattr(task, "texts", ())))
        self._writer.commit()
        singly = (Again((text,)) for text in failed)
        for task, result in self._pool.each(singly):
            if not isinstance(result, Failed):
                self._put_again(result)
            elif isinstance(task, Again):
                self._writer.open()
                self._writer.give_up(task.texts[0][0], *_why(result))
        self._writer.commit()

    def _put_again(self, result: Result) -> None:
        self._writer.open()
        self._writer.questions.add(result.questions)
        for text, judged in result.texts:
            self._writer.put_again(text, judged)
        self._writer.counted()

    # Reading

    def _read_all(self, chosen: Chosen, told: Told) -> None:
        """Read files, then copies whose model turned out to be another one."""
        copies = self._read(chosen, told)
        missed = [file for file, digest in copies if not self._put_copy(file, digest)]
        self._writer.commit()
        if missed:
            self._read(Chosen(missed), told)
        told.add(sum(file.size for file, _ in copies))

    def _put_copy(self, file: Listed, digest: bytes) -> bool:
        """Write a copy of what has been read; return whether there is such a thing."""
        of = self._writer.with_digest(digest, file.suffix)
        if of is None:
            return False
        self._writer.open()
        self._writer.put_copy(file, digest, of)
        self._writer.counted()
        return True

    def _read(self, chosen: Chosen, told: Told) -> list[tuple[Listed, bytes]]:
        tasks = Tasks(chosen, self._writer, size=self._pool.size, seconds=self._how.seconds)
        failed: list[str] = []
        for task, result in self._pool.each(tasks):
            paths = task.paths if isinstance(task, Reading) else ()
            if isinstance(result, Failed) and len(paths) > 1:
                failed += paths
            else:
                self._put_read([tasks.files.pop(path) for path in paths], result, told)
        for task, result in self._pool.each(Reading((path,)) for path in failed):
            paths = task.paths if isinstance(task, Reading) else ()
            self._put_read([tasks.files.pop(path) for path in paths], result, told)
        self._writer.commit()
        return tasks.copies

    def _put_read(self, files: Sequence[Listed], result: Result | Failed, told: Told) -> None:
        self._writer.open()
        read = (_failed(files[0], result),) if isinstance(result, Failed) else result.files
        if isinstance(result, Result):
            self._writer.questions.add(result.questions)
        for file, given in zip(files, read, strict=True):
            self._writer.put_read(file, given)
            told.add(file.size)
        self._writer.counted()


def _judged_by(run: Run) -> tuple[object, ...]:
    return run.as_of, run.version, run.graph, run.rules


def _why(failed: Failed) -> tuple[str, str]:
    reason = Reason.TIMED_OUT if failed.timed_out else Reason.CRASHED
    return str(reason), failed.reason


def _failed(file: Listed, failed: Failed) -> FileRead:
    """Return what is kept of a file that nobody could read to its end."""
    digest = None
    with suppress(OSError):
        digest = digest_of(Path(file.path))
    return FileRead(digest, unread=(("", *_why(failed)),))
