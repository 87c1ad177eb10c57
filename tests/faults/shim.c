/* Loaded before the C library (LD_PRELOAD): counts the calls that change a disk below some
 * folders, and at the nth does what the environment says. Read anew in every process:
 *
 *   FAULTS_UNDER   the folders, with colons between them; without it, nothing is done
 *   FAULTS_NTH     which call (the first is 1)
 *   FAULTS_DO      kill: before it; half: in the middle of a write, which is then cut in two;
 *                  short: half of a write is done, and said so; a number: fail with that errno
 *   FAULTS_FROM    set: every later call that wants room fails, too, as on a full disk
 *   FAULTS_LOG     a file that gets a line for each call
 *   FAULTS_LOCKS   an errno: no lock can be had there, as on a file system without locks
 *   FAULTS_APART   set: nothing can be renamed from one of the folders to another
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))
#define LENGTH 4096

enum { GO, FAIL, HALF, SHORT };

static char under[LENGTH], what[16];
static long nth, calls;
static int from, locks, apart, log_to = -1;
static pid_t armed;

static void arm(void)
{
    const char *text;
    if (armed == getpid())
        return;
    armed = getpid();
    calls = 0;
    snprintf(under, sizeof under, "%s", (text = getenv("FAULTS_UNDER")) ? text : "");
    snprintf(what, sizeof what, "%s", (text = getenv("FAULTS_DO")) ? text : "");
    nth = (text = getenv("FAULTS_NTH")) ? atol(text) : 0;
    locks = (text = getenv("FAULTS_LOCKS")) ? atoi(text) : 0;
    from = getenv("FAULTS_FROM") != NULL;
    apart = getenv("FAULTS_APART") != NULL;
    if (*under && (text = getenv("FAULTS_LOG")))
        log_to = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    unsetenv("FAULTS_UNDER"); /* what it starts, an editor, is spared */
}

/* The absolute path of what a call is about: of `path` seen from `folder`, or of a descriptor. */
static const char *whole(int folder, const char *path, char *into)
{
    char name[64];
    ssize_t size = 0;
    if (path && *path == '/')
        return path;
    if (folder == AT_FDCWD)
        snprintf(name, sizeof name, "/proc/self/cwd");
    else
        snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    size = readlink(name, into, LENGTH / 2);
    if (size < 0)
        size = 0;
    snprintf(into + size, LENGTH - size, "%s%s", path ? "/" : "", path ? path : "");
    return into;
}

/* Which of the folders a path is in, from 1; 0: none. */
static int place(const char *path)
{
    int number = 1;
    for (const char *at = under; *at; number++) {
        size_t size = strcspn(at, ":");
        if (!strncmp(path, at, size) && (path[size] == '/' || !path[size]))
            return number;
        at += size + (at[size] == ':');
    }
    return 0;
}

static int step(const char *name, int folder, const char *path, int writes, int grows)
{
    char into[LENGTH], line[LENGTH];
    int kept = errno;
    arm();
    if (!*under || !place(path = whole(folder, path, into)))
        return errno = kept, GO;
    calls++;
    if (log_to >= 0) {
        snprintf(line, sizeof line, "%s %s\n", name, path);
        syscall(SYS_write, log_to, line, strlen(line));
    }
    errno = kept;
    if (calls == nth && !strcmp(what, "kill"))
        raise(SIGKILL);
    if (calls == nth && writes && (!strcmp(what, "half") || !strcmp(what, "short")))
        return *what == 'h' ? HALF : SHORT;
    if (atoi(what) && (calls == nth || (from && grows && nth && calls > nth)))
        return errno = atoi(what), FAIL;
    return GO;
}

#define CALL(type, name, parameters, arguments, folder, path, grows)   \
    type name parameters                                               \
    {                                                                  \
        if (step(#name, folder, path, 0, grows) == FAIL)               \
            return -1;                                                 \
        return REAL(name) arguments;                                   \
    }

/* A write of `size` bytes, of which `done` are written where it is cut. */
#define WRITE(name, parameters, descriptor, size, all, cut)            \
    ssize_t name parameters                                            \
    {                                                                  \
        int found = step(#name, descriptor, NULL, 1, 1);               \
        if (found == FAIL)                                             \
            return -1;                                                 \
        if (found == GO)                                               \
            return REAL(name) all;                                     \
        size_t done = (size) / 2;                                      \
        ssize_t written = REAL(name) cut;                              \
        if (found == HALF)                                             \
            raise(SIGKILL);                                            \
        return written;                                                \
    }

WRITE(write, (int to, const void *data, size_t size), to, size, (to, data, size), (to, data, done))
WRITE(pwrite, (int to, const void *data, size_t size, off_t at), to, size, (to, data, size, at),
      (to, data, done, at))
WRITE(pwrite64, (int to, const void *data, size_t size, off64_t at), to, size,
      (to, data, size, at), (to, data, done, at))
WRITE(writev, (int to, const struct iovec *parts, int count), to, (size_t)count,
      (to, parts, count), (to, parts, (int)done))
WRITE(sendfile, (int to, int by, off_t *at, size_t size), to, size, (to, by, at, size),
      (to, by, at, done))
WRITE(sendfile64, (int to, int by, off64_t *at, size_t size), to, size, (to, by, at, size),
      (to, by, at, done))
WRITE(copy_file_range,
      (int by, off64_t *at, int to, off64_t *there, size_t size, unsigned flags), to, size,
      (by, at, to, there, size, flags), (by, at, to, there, done, flags))

CALL(int, fsync, (int file), (file), file, NULL, 1)
CALL(int, fdatasync, (int file), (file), file, NULL, 1)
CALL(int, ftruncate, (int file, off_t size), (file, size), file, NULL, 0)
CALL(int, ftruncate64, (int file, off64_t size), (file, size), file, NULL, 0)
CALL(int, unlink, (const char *path), (path), AT_FDCWD, path, 0)
CALL(int, unlinkat, (int in, const char *path, int how), (in, path, how), in, path, 0)
CALL(int, rmdir, (const char *path), (path), AT_FDCWD, path, 0)
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path, 1)
CALL(int, mkdirat, (int in, const char *path, mode_t mode), (in, path, mode), in, path, 1)
CALL(int, link, (const char *old, const char *new), (old, new), AT_FDCWD, new, 1)
CALL(int, symlink, (const char *old, const char *new), (old, new), AT_FDCWD, new, 1)
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path, 0)
CALL(int, fchmod, (int file, mode_t mode), (file, mode), file, NULL, 0)

int rename(const char *old, const char *new)
{
    arm();
    if (apart && place(old) != place(new))
        return errno = EXDEV, -1;
    return step("rename", AT_FDCWD, new, 0, 0) == FAIL ? -1 : REAL(rename)(old, new);
}

int flock(int file, int how)
{
    char into[LENGTH];
    arm();
    if (locks && place(whole(file, NULL, into)))
        return errno = locks, -1;
    return step("flock", file, NULL, 0, 0) == FAIL ? -1 : REAL(flock)(file, how);
}

#define FCNTL(name)                                                                       \
    int name(int file, int command, ...)                                                  \
    {                                                                                     \
        char into[LENGTH];                                                                \
        va_list rest;                                                                     \
        va_start(rest, command);                                                          \
        void *argument = va_arg(rest, void *);                                            \
        va_end(rest);                                                                     \
        arm();                                                                            \
        if (locks && (command == F_SETLK || command == F_SETLKW || command == F_GETLK) && \
            place(whole(file, NULL, into)))                                               \
            return errno = locks, -1;                                                     \
        return REAL(name)(file, command, argument);                                       \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

#define OPEN(name, in, parameters, arguments)                                                  \
    int name parameters                                                                        \
    {                                                                                          \
        va_list rest;                                                                          \
        va_start(rest, flags);                                                                 \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;              \
        va_end(rest);                                                                          \
        if (flags & (O_CREAT | O_TRUNC) && step("open", in, path, 0, 1) == FAIL)               \
            return -1;                                                                         \
        return REAL(name) arguments;                                                           \
    }
OPEN(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, in, (int in, const char *path, int flags, ...), (in, path, flags, mode))
OPEN(openat64, in, (int in, const char *path, int flags, ...), (in, path, flags, mode))
