/* Linux' process control: names exist, every operation answers EINVAL. */
#ifndef _SYS_PRCTL_H
#define _SYS_PRCTL_H
#define PR_SET_PDEATHSIG 1
#define PR_SET_NAME 15
int prctl(int option, ...);
#endif
