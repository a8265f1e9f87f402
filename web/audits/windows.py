"""What Windows offers the process of an audit: a class of priority, a job that ends whole."""

from __future__ import annotations

import ctypes
import sys

_BELOW_NORMAL = 0x4000
_LIMITS, _KILL_ON_CLOSE = 9, 0x2000


class _Counters(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_ulonglong)
        for name in ("reads", "writes", "others", "read", "written", "other")
    )


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_longlong),
        ("job_time", ctypes.c_longlong),
        ("flags", ctypes.c_uint32),
        ("least", ctypes.c_size_t),
        ("most", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h.
    _fields_ = (
        ("basic", _Basic),
        ("counters", _Counters),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process", ctypes.c_size_t),
        ("most_job", ctypes.c_size_t),
    )


def behind_others() -> None:
    """Let other programs go first; processes started from now on inherit it."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), _BELOW_NORMAL)


def ends_as_a_whole() -> None:
    """Have the system end whatever this process starts, and what that starts, when it ends.

    The handle of the job stays open until then, and is closed by the system.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for function in (kernel.CreateJobObjectW, kernel.GetCurrentProcess):
            function.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = _Extended(basic=_Basic(flags=_KILL_ON_CLOSE))
        kernel.SetInformationJobObject(job, _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
