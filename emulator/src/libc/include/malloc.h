/* The old home of malloc. */
#include <stdlib.h>
