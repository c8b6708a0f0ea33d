/* System types, POSIX <sys/types.h>; widths of the ELKS ABI. */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H
#include <stddef.h>
#include <stdint.h>
typedef int ssize_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int id_t;
typedef unsigned int mode_t;
typedef unsigned int dev_t;
typedef unsigned int ino_t;
typedef unsigned int nlink_t;
typedef long off_t;
typedef long long loff_t;
typedef long time_t;
typedef long clock_t;
typedef long suseconds_t;
typedef unsigned long useconds_t;
typedef long blkcnt_t;
typedef int blksize_t;
typedef int clockid_t;
typedef int key_t;
typedef char *caddr_t;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned long ulong;
typedef unsigned char unchar;
typedef int8_t __s8;
typedef uint8_t u_int8_t;
typedef uint16_t u_int16_t;
typedef uint32_t u_int32_t;
typedef unsigned int socklen_t;
#define major(device) ((int)((device) >> 8) & 0xff)
#define minor(device) ((int)(device) & 0xff)
#define makedev(major, minor) (((major) << 8) | (minor))
#endif
