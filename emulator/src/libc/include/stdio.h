/* Input and output, C99 7.19, with POSIX additions. A stream's buffer is plain memory of the process: a vfork child that
   flushes or closes it does so to its parent (claims A5, C3). */
#ifndef _STDIO_H
#define _STDIO_H
#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>
#define EOF (-1)
#define BUFSIZ 512
#define FILENAME_MAX 255
#define FOPEN_MAX 20
#define L_tmpnam 24
#define TMP_MAX 1000
#define P_tmpdir "/tmp"
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2
typedef long fpos_t;
typedef struct __file FILE;
struct __file {
	unsigned char *next;   /* next byte to read, or to fill */
	unsigned char *end;    /* behind the last byte that was read */
	unsigned char *buffer;
	unsigned int size;
	int fd;
	unsigned int flags;    /* __READ ... below */
	unsigned char single[1];
	unsigned char pushed[4];
	unsigned char pushed_count;
	char mode;             /* _IOFBF, _IOLBF or _IONBF */
	int pid;               /* of popen's child */
	FILE *link;            /* all open streams, newest first */
};
#define __READ 1
#define __WRITE 2
#define __APPEND 4
#define __EOF 8
#define __ERROR 16
#define __READING 32
#define __WRITING 64
#define __OWN_BUFFER 128
#define __OWN_FILE 256
#define __STRING 512
#define __MODE_SET 1024
extern FILE __stdio[3];
extern FILE *__open_files;
#define stdin (&__stdio[0])
#define stdout (&__stdio[1])
#define stderr (&__stdio[2])
void clearerr(FILE *f);
int fclose(FILE *f);
FILE *fdopen(int fd, const char *mode);
int feof(FILE *f);
int ferror(FILE *f);
int fflush(FILE *f);
int fpurge(FILE *f);
void __fpurge(FILE *f);
int fgetc(FILE *f);
int fgetpos(FILE *f, fpos_t *position);
char *fgets(char *line, int size, FILE *f);
int fileno(FILE *f);
FILE *fopen(const char *path, const char *mode);
int fprintf(FILE *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
int fputc(int c, FILE *f);
int fputs(const char *s, FILE *f);
size_t fread(void *to, size_t size, size_t count, FILE *f);
FILE *freopen(const char *path, const char *mode, FILE *f);
int fscanf(FILE *f, const char *format, ...) __attribute__((format(scanf, 2, 3)));
int fseek(FILE *f, long offset, int whence);
int fseeko(FILE *f, off_t offset, int whence);
int fsetpos(FILE *f, const fpos_t *position);
long ftell(FILE *f);
off_t ftello(FILE *f);
size_t fwrite(const void *from, size_t size, size_t count, FILE *f);
int getc(FILE *f);
int getchar(void);
int getc_unlocked(FILE *f);
int getchar_unlocked(void);
ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *f);
ssize_t getline(char **line, size_t *size, FILE *f);
char *gets(char *line);
int getw(FILE *f);
int pclose(FILE *f);
void perror(const char *message);
FILE *popen(const char *command, const char *mode);
int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int dprintf(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));
int putc(int c, FILE *f);
int putchar(int c);
int putc_unlocked(int c, FILE *f);
int putchar_unlocked(int c);
int puts(const char *s);
int putw(int w, FILE *f);
int remove(const char *path);
int rename(const char *from, const char *to);
void rewind(FILE *f);
int scanf(const char *format, ...) __attribute__((format(scanf, 1, 2)));
void setbuf(FILE *f, char *buffer);
void setbuffer(FILE *f, char *buffer, size_t size);
void setlinebuf(FILE *f);
int setvbuf(FILE *f, char *buffer, int mode, size_t size);
int snprintf(char *to, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int sprintf(char *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
int asprintf(char **to, const char *format, ...) __attribute__((format(printf, 2, 3)));
int sscanf(const char *from, const char *format, ...) __attribute__((format(scanf, 2, 3)));
FILE *tmpfile(void);
char *tmpnam(char *buffer);
int ungetc(int c, FILE *f);
int vfprintf(FILE *f, const char *format, va_list arguments);
int vfscanf(FILE *f, const char *format, va_list arguments);
int vprintf(const char *format, va_list arguments);
int vscanf(const char *format, va_list arguments);
int vdprintf(int fd, const char *format, va_list arguments);
int vsnprintf(char *to, size_t size, const char *format, va_list arguments);
int vsprintf(char *to, const char *format, va_list arguments);
int vasprintf(char **to, const char *format, va_list arguments);
int vsscanf(const char *from, const char *format, va_list arguments);
void flockfile(FILE *f);
void funlockfile(FILE *f);
#endif
