/* Preloaded into a test process, it makes the disk fail on demand. The test writes one letter into the file that LICENSEKIT_DISK names:
 *   s  fsync and fdatasync fail with EIO; what was written before stays in the cache of the kernel, as after a real failure
 *   w  writes to a write-ahead log fail with ENOSPC
 * Names of files that were synced are appended to the same path with ".log".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char mode(void)
{
    const char *path = getenv("LICENSEKIT_DISK");
    char letter = 0;
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file >= 0) {
        if (read(file, &letter, 1) != 1) letter = 0;
        close(file);
    }
    return letter;
}

static int name_of(int file, char *name, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, size - 1);
    name[length > 0 ? length : 0] = 0;
    return length > 0;
}

static int synced(int file, int result)
{
    char log[4096], name[4096];
    const char *path = getenv("LICENSEKIT_DISK");
    if (result == 0 && path && name_of(file, name, sizeof name - 1)) {
        snprintf(log, sizeof log, "%s.log", path);
        int out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (out >= 0) {
            strcat(name, "\n");
            syscall(SYS_write, out, name, strlen(name));
            close(out);
        }
    }
    return result;
}

int fsync(int file)
{
    if (mode() == 's') { errno = EIO; return -1; }
    return synced(file, (int)syscall(SYS_fsync, file));
}

int fdatasync(int file)
{
    if (mode() == 's') { errno = EIO; return -1; }
    return synced(file, (int)syscall(SYS_fdatasync, file));
}

static int is_full(int file)
{
    char name[4096];
    return mode() == 'w' && name_of(file, name, sizeof name) && strlen(name) > 4 && strcmp(name + strlen(name) - 4, "-wal") == 0;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    if (is_full(file)) { errno = ENOSPC; return -1; }
    return syscall(SYS_pwrite64, file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    return pwrite64(file, bytes, count, at);
}
