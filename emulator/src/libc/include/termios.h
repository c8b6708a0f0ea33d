/* Terminal attributes, POSIX <termios.h>; the layout is that of the ELKS system call. */
#ifndef _TERMIOS_H
#define _TERMIOS_H
#include <sys/types.h>
#define NCCS 17
typedef unsigned long tcflag_t;
typedef unsigned char cc_t;
typedef unsigned long speed_t;
struct termios {
	tcflag_t c_iflag, c_oflag, c_cflag, c_lflag;
	cc_t c_line;
	cc_t c_cc[NCCS];
};
#define VINTR 0
#define VQUIT 1
#define VERASE 2
#define VKILL 3
#define VEOF 4
#define VTIME 5
#define VMIN 6
#define VSUSP 10
#define BRKINT 0000002
#define IGNBRK 0000001
#define ICRNL 0000400
#define INLCR 0000100
#define IGNCR 0000200
#define ISTRIP 0000040
#define IXON 0002000
#define OPOST 0000001
#define ONLCR 0000004
#define CSIZE 0000060
#define CS8 0000060
#define PARENB 0000400
#define ISIG 0000001
#define ICANON 0000002
#define ECHO 0000010
#define ECHOE 0000020
#define ECHOK 0000040
#define ECHONL 0000100
#define NOFLSH 0000200
#define TOSTOP 0000400
#define IEXTEN 0100000
#define TCSANOW 0
#define TCSADRAIN 1
#define TCSAFLUSH 2
#define TCIFLUSH 0
#define TCOFLUSH 1
#define TCIOFLUSH 2
int tcdrain(int fd);
int tcflush(int fd, int queue);
int tcgetattr(int fd, struct termios *attributes);
int tcsetattr(int fd, int actions, const struct termios *attributes);
void cfmakeraw(struct termios *attributes);
#endif
