/* The part of C99 7.12 that is exact or close to it on software floating point. */
#ifndef _MATH_H
#define _MATH_H
#define HUGE_VAL (1e300 * 1e300)
#define INFINITY ((float)HUGE_VAL)
#define NAN (INFINITY - INFINITY)
#define M_PI 3.14159265358979323846
#define isnan(x) ((x) != (x))
#define isinf(x) ((x) == HUGE_VAL || (x) == -HUGE_VAL)
double ceil(double x);
double fabs(double x);
double floor(double x);
double fmod(double x, double y);
double frexp(double x, int *exponent);
double ldexp(double x, int exponent);
double modf(double x, double *integer);
double sqrt(double x);
double trunc(double x);
double round(double x);
#endif
