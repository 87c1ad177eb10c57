/* Loaded before the C library (LD_PRELOAD): below the folder FOLDING, "A" and "a" are one
 * name, which is shown as it was first written, as on the disks of macOS and of Windows.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define LENGTH 4096
#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

/* The path as the names in it are written on the disk, as far as they are there. */
static const char *fold(const char *path, char *into)
{
    const char *top = getenv("FOLDING");
    size_t size = top ? strlen(top) : 0;
    if (!size || !path || strncmp(path, top, size) || path[size] != '/')
        return path;
    memcpy(into, path, size + 1);
    into[size] = 0;
    for (const char *at = path + size; *at;) {
        size_t length = strcspn(++at, "/"), end = strlen(into);
        char name[LENGTH];
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        DIR *folder = REAL(opendir)(into);
        for (struct dirent *each; folder && (each = readdir(folder));)
            if (!strcasecmp(each->d_name, name))
                snprintf(name, sizeof name, "%s", each->d_name);
        if (folder)
            closedir(folder);
        snprintf(into + end, LENGTH - end, "/%s", name);
        at += length;
    }
    return into;
}

#define ONE(type, name, parameters, arguments) \
    type name parameters                       \
    {                                          \
        char one[LENGTH];                      \
        path = fold(path, one);                \
        return REAL(name) arguments;           \
    }

ONE(int, stat, (const char *path, struct stat *into), (path, into))
ONE(int, lstat, (const char *path, struct stat *into), (path, into))
ONE(int, stat64, (const char *path, struct stat64 *into), (path, into))
ONE(int, lstat64, (const char *path, struct stat64 *into), (path, into))
ONE(int, fstatat, (int in, const char *path, struct stat *into, int how), (in, path, into, how))
ONE(int, fstatat64, (int in, const char *path, struct stat64 *into, int how), (in, path, into, how))
ONE(int, access, (const char *path, int how), (path, how))
ONE(int, mkdir, (const char *path, mode_t mode), (path, mode))
ONE(int, rmdir, (const char *path), (path))
ONE(int, unlink, (const char *path), (path))
ONE(int, chmod, (const char *path, mode_t mode), (path, mode))
ONE(DIR *, opendir, (const char *path), (path))
ONE(ssize_t, readlink, (const char *path, char *into, size_t size), (path, into, size))

int rename(const char *old, const char *path)
{
    char one[LENGTH], two[LENGTH];
    return REAL(rename)(fold(old, one), fold(path, two));
}

#define OPEN(name)                                                                \
    int name(const char *path, int flags, ...)                                    \
    {                                                                             \
        char one[LENGTH];                                                         \
        va_list rest;                                                             \
        va_start(rest, flags);                                                    \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                             \
        return REAL(name)(fold(path, one), flags, mode);                          \
    }
OPEN(open)
OPEN(open64)
