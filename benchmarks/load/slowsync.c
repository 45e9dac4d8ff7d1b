/* Delays fsync and fdatasync by the milliseconds that the file named in LICENSEKIT_SLOWSYNC holds; none while it is absent or empty.
   cc -shared -fPIC -o slowsync.so slowsync.c; LD_PRELOAD=slowsync.so LICENSEKIT_SLOWSYNC=FILE program */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void delay(void)
{
    const char *name = getenv("LICENSEKIT_SLOWSYNC");
    FILE *file = name ? fopen(name, "re") : NULL;
    if (!file)
        return;

    long ms = 0;
    if (fscanf(file, "%ld", &ms) != 1)
        ms = 0;
    fclose(file);

    struct timespec left = { ms / 1000, ms % 1000 * 1000000 };
    while (ms > 0 && nanosleep(&left, &left) != 0)
        ;
}

static int next(const char *name, int fd)
{
    int (*call)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return call(fd);
}

int fsync(int fd)
{
    delay();
    return next("fsync", fd);
}

int fdatasync(int fd)
{
    delay();
    return next("fdatasync", fd);
}
