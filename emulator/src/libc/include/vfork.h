/* SunOS' header for vfork. */
#include <unistd.h>
