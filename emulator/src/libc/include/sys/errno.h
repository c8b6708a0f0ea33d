/* Old name of <errno.h>. */
#include <errno.h>
