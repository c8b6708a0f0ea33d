/* Old name of <sys/wait.h>. */
#include <sys/wait.h>
