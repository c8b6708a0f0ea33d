/* Old name of <signal.h>. */
#include <signal.h>
