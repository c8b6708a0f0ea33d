/**
 * IEEE 754 arithmetic in C on the bits of doubles: + - * / and all conversions round to nearest, ties to even, with
 * subnormals, infinities and NaNs. Single precision goes through double, which gives the correctly rounded result because
 * a double has more than twice its digits. Results wider than 32 bits go where the first argument points.
 */
export const FLOAT_C: string = `
typedef unsigned int u16;
typedef unsigned long u32;
typedef unsigned long long u64;

#define SIGN 0x8000000000000000ULL
#define INFINITE 0x7ff0000000000000ULL
#define HIDDEN 0x0010000000000000ULL
#define NAN_BITS 0x7ff8000000000000ULL

/* A finite number not zero: m * 2^(e - 63) with the top bit of m set. */
struct num { u64 m; int e; u16 s; };

static u64 shift_sticky(u64 m, int n)
{
    u64 lost;
    if (n <= 0) return m;
    if (n > 63) return m != 0;
    lost = m << (64 - n);
    m >>= n;
    if (lost) m |= 1;
    return m;
}

static void normalize(struct num *x)
{
    u16 *w = (u16 *)&x->m;
    while (w[3] == 0) {
        w[3] = w[2]; w[2] = w[1]; w[1] = w[0]; w[0] = 0;
        x->e -= 16;
    }
    while ((int)w[3] >= 0) {
        x->m += x->m;
        x->e--;
    }
}

/* 0: zero, 1: a number, 2: infinity, 3: not a number */
static int unpack(struct num *x, const u64 *p)
{
    const u16 *w = (const u16 *)p;
    int e = (w[3] >> 4) & 0x7ff;
    u64 m = *p & (HIDDEN - 1);
    x->s = w[3] & 0x8000;
    if (e == 0x7ff) return m ? 3 : 2;
    if (e == 0) {
        if (m == 0) return 0;
        x->m = m << 11;
        x->e = -1022;
        normalize(x);
        return 1;
    }
    x->m = (m | HIDDEN) << 11;
    x->e = e - 1023;
    return 1;
}

static void special(u64 *r, u64 bits, u16 s)
{
    *r = bits;
    ((u16 *)r)[3] |= s;
}

static void pack(u64 *r, struct num *x)
{
    int e = x->e + 1023;
    u64 m = x->m;
    u16 low;
    if (e >= 0x7ff) {
        special(r, INFINITE, x->s);
        return;
    }
    if (e <= 0) {
        m = shift_sticky(m, 1 - e);
        e = 0;
    }
    low = (u16)m & 0x7ff;
    m >>= 11;
    if (low > 0x400 || (low == 0x400 && ((u16)m & 1))) m++;
    if (e > 0) m += (u64)(u16)(e - 1) << 52;
    special(r, m, x->s);
}

void __dadd(u64 *r, const u64 *a, const u64 *b)
{
    struct num x, y;
    int kx = unpack(&x, a), ky = unpack(&y, b);
    if (kx == 3 || ky == 3) { *r = NAN_BITS; return; }
    if (kx == 2) {
        if (ky == 2 && x.s != y.s) *r = NAN_BITS;
        else *r = *a;
        return;
    }
    if (ky == 2) { *r = *b; return; }
    if (kx == 0) {
        if (ky == 0) special(r, 0, x.s & y.s);
        else *r = *b;
        return;
    }
    if (ky == 0) { *r = *a; return; }
    if (x.e < y.e || (x.e == y.e && x.m < y.m)) {
        struct num t = x;
        x = y;
        y = t;
    }
    /* one bit of room for the carry; the difference keeps its sticky bit far enough down */
    {
        int away = x.e - y.e;
        x.m >>= 1;
        y.m = shift_sticky(y.m, away + 1);
        x.e++;
    }
    if (x.s == y.s) x.m += y.m;
    else {
        x.m -= y.m;
        if (x.m == 0) { *r = 0; return; }
    }
    normalize(&x);
    pack(r, &x);
}

void __dsub(u64 *r, const u64 *a, const u64 *b)
{
    u64 n = *b ^ SIGN;
    __dadd(r, a, &n);
}

void __dmul(u64 *r, const u64 *a, const u64 *b)
{
    struct num x, y;
    u16 t[8];
    register int i, j;
    const u16 *p, *q;
    u16 s;
    int kx = unpack(&x, a), ky = unpack(&y, b);
    s = x.s ^ y.s;
    if (kx == 3 || ky == 3 || (kx == 2 && ky == 0) || (kx == 0 && ky == 2)) { *r = NAN_BITS; return; }
    if (kx == 2 || ky == 2) { special(r, INFINITE, s); return; }
    if (kx == 0 || ky == 0) { special(r, 0, s); return; }
    p = (const u16 *)&x.m;
    q = (const u16 *)&y.m;
    for (i = 0; i < 8; i++) t[i] = 0;
    for (i = 0; i < 4; i++) {
        u32 carry = 0;
        if (p[i] == 0) continue;
        for (j = 0; j < 4; j++) {
            carry = (u32)p[i] * q[j] + t[i + j] + (carry >> 16);
            t[i + j] = (u16)carry;
        }
        t[i + 4] = (u16)(carry >> 16);
    }
    x.m = *(u64 *)&t[4];
    if (t[0] | t[1] | t[2] | t[3]) x.m |= 1;
    x.s = s;
    x.e += y.e + 1;
    /* the product's top bit may be one lower */
    if ((int)t[7] >= 0) {
        x.m += x.m;
        x.e--;
    }
    pack(r, &x);
}

void __ddiv(u64 *r, const u64 *a, const u64 *b)
{
    struct num x, y;
    u64 q = 0, rest;
    register int i;
    u16 s;
    int kx = unpack(&x, a), ky = unpack(&y, b);
    s = x.s ^ y.s;
    if (kx == 3 || ky == 3 || (kx == 2 && ky == 2) || (kx == 0 && ky == 0)) { *r = NAN_BITS; return; }
    if (kx == 2 || ky == 0) { special(r, INFINITE, s); return; }
    if (kx == 0 || ky == 2) { special(r, 0, s); return; }
    x.e -= y.e;
    rest = x.m >> 1;
    y.m >>= 1;
    if (rest < y.m) {
        rest += rest;
        x.e--;
    }
    for (i = 57; i > 0; i--) {
        q += q;
        if (rest >= y.m) {
            rest -= y.m;
            ((u16 *)&q)[0] |= 1;
        }
        rest += rest;
    }
    x.m = q << 7;
    if (rest) x.m |= 1;
    x.s = s;
    pack(r, &x);
}

static int compare(const u64 *a, const u64 *b, int unordered)
{
    u64 x = *a & ~SIGN, y = *b & ~SIGN;
    int nx = (int)((const u16 *)a)[3] < 0, ny = (int)((const u16 *)b)[3] < 0;
    if (x > INFINITE || y > INFINITE) return unordered;
    if (x == 0 && y == 0) return 0;
    if (nx != ny) return nx ? -1 : 1;
    if (x == y) return 0;
    return (x < y) != nx ? -1 : 1;
}

int __dcmpl(const u64 *a, const u64 *b) { return compare(a, b, 1); }
int __dcmpg(const u64 *a, const u64 *b) { return compare(a, b, -1); }

void __dfromul(u64 *r, const u64 *a)
{
    struct num x;
    if (*a == 0) { *r = 0; return; }
    x.m = *a;
    x.e = 63;
    x.s = 0;
    normalize(&x);
    pack(r, &x);
}

void __dfromsl(u64 *r, const long long *a)
{
    long long v = *a;
    u64 m = v < 0 ? -v : v;
    __dfromul(r, &m);
    if (v < 0) *r |= SIGN;
}

void __dfromui(u64 *r, u32 a)
{
    u64 m = a;
    __dfromul(r, &m);
}

void __dfromsi(u64 *r, long a)
{
    long long v = a;
    __dfromsl(r, &v);
}

/* A value beyond the range is undefined in C; it comes out as the lowest. */
void __dtoul(u64 *r, const u64 *a)
{
    struct num x;
    int k = unpack(&x, a);
    u64 m;
    if (k == 0 || (k == 1 && x.e < 0)) { *r = 0; return; }
    if (k != 1 || x.e > 63) { *r = SIGN; return; }
    m = x.m >> (63 - x.e);
    *r = x.s ? -m : m;
}

void __dtosl(u64 *r, const u64 *a) { __dtoul(r, a); }

u32 __dtoui(const u64 *a)
{
    u64 v;
    __dtoul(&v, a);
    return (u32)v;
}

long __dtosi(const u64 *a) { return (long)__dtoui(a); }

void __dfromf(u64 *r, u32 f)
{
    struct num x;
    int e = (int)(f >> 23) & 0xff;
    u32 m = f & 0x7fffff;
    x.s = (u16)(f >> 16) & 0x8000;
    if (e == 0xff) { special(r, m ? NAN_BITS : INFINITE, x.s); return; }
    if (e == 0) {
        if (m == 0) { special(r, 0, x.s); return; }
        x.e = -126;
    } else {
        m |= 0x800000;
        x.e = e - 127;
    }
    x.m = (u64)m << 40;
    normalize(&x);
    pack(r, &x);
}

static u32 pack_float(struct num *x)
{
    int e = x->e + 127;
    u64 m = x->m;
    u32 bits;
    u16 low;
    u32 s = (u32)x->s << 16;
    if (e >= 0xff) return s | 0x7f800000;
    if (e <= 0) {
        m = shift_sticky(m, 1 - e);
        e = 0;
    }
    m = shift_sticky(m, 32);
    bits = (u32)m;
    low = (u16)bits & 0xff;
    bits >>= 8;
    if (low > 0x80 || (low == 0x80 && ((u16)bits & 1))) bits++;
    if (e > 0) bits += (u32)(e - 1) << 23;
    return s | bits;
}

u32 __ffromd(const u64 *a)
{
    struct num x;
    int k = unpack(&x, a);
    u32 s = (u32)x.s << 16;
    if (k == 0) return s;
    if (k == 2) return s | 0x7f800000;
    if (k == 3) return s | 0x7fc00000;
    return pack_float(&x);
}

u32 __ffromul(const u64 *a)
{
    struct num x;
    if (*a == 0) return 0;
    x.m = *a;
    x.e = 63;
    x.s = 0;
    normalize(&x);
    return pack_float(&x);
}

u32 __ffromsl(const long long *a)
{
    long long v = *a;
    u64 m = v < 0 ? -v : v;
    u32 f = __ffromul(&m);
    return v < 0 ? f | 0x80000000UL : f;
}

u32 __ffromui(u32 a)
{
    u64 m = a;
    return __ffromul(&m);
}

u32 __ffromsi(long a)
{
    long long v = a;
    return __ffromsl(&v);
}

#define SINGLE(name, op) \\
u32 name(u32 a, u32 b) \\
{ \\
    u64 x, y; \\
    __dfromf(&x, a); \\
    __dfromf(&y, b); \\
    op(&x, &x, &y); \\
    return __ffromd(&x); \\
}
SINGLE(__fadd, __dadd)
SINGLE(__fsub, __dsub)
SINGLE(__fmul, __dmul)
SINGLE(__fdiv, __ddiv)

int __fcmpl(u32 a, u32 b)
{
    u64 x, y;
    __dfromf(&x, a);
    __dfromf(&y, b);
    return compare(&x, &y, 1);
}

int __fcmpg(u32 a, u32 b)
{
    u64 x, y;
    __dfromf(&x, a);
    __dfromf(&y, b);
    return compare(&x, &y, -1);
}

int __isnan(u64 bits) { return (bits & ~SIGN) > INFINITE; }
int __isinf(u64 bits) { return (bits & ~SIGN) == INFINITE ? (bits & SIGN ? -1 : 1) : 0; }
int __isfinite(u64 bits) { return (bits & ~SIGN) < INFINITE; }
int __signbit(u64 bits) { return (bits & SIGN) != 0; }
`;
