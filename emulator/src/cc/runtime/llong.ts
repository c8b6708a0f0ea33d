/** 64-bit multiplication, division and shifts, in C over 16-bit words; operands and results are passed by address. */
export const LLONG_C: string = `
typedef unsigned int u16;
typedef unsigned long u32;

void __llmul(u16 *r, const u16 *a, const u16 *b)
{
    u16 t[4];
    register int i, j;
    t[0] = t[1] = t[2] = t[3] = 0;
    for (i = 0; i < 4; i++) {
        u32 carry = 0;
        if (a[i] == 0) continue;
        for (j = 0; i + j < 4; j++) {
            carry = (u32)a[i] * b[j] + t[i + j] + (carry >> 16);
            t[i + j] = (u16)carry;
        }
    }
    r[0] = t[0]; r[1] = t[1]; r[2] = t[2]; r[3] = t[3];
}

void __llshl(u16 *r, const u16 *a, u16 n)
{
    u16 w0 = a[0], w1 = a[1], w2 = a[2], w3 = a[3];
    while (n >= 16) {
        w3 = w2; w2 = w1; w1 = w0; w0 = 0;
        n -= 16;
        if (n > 64) n = 64;
    }
    if (n) {
        u16 m = 16 - n;
        w3 = (w3 << n) | (w2 >> m);
        w2 = (w2 << n) | (w1 >> m);
        w1 = (w1 << n) | (w0 >> m);
        w0 = w0 << n;
    }
    r[0] = w0; r[1] = w1; r[2] = w2; r[3] = w3;
}

static void right(u16 *r, const u16 *a, u16 n, u16 fill)
{
    u16 w0 = a[0], w1 = a[1], w2 = a[2], w3 = a[3];
    while (n >= 16) {
        w0 = w1; w1 = w2; w2 = w3; w3 = fill;
        n -= 16;
        if (n > 64) n = 64;
    }
    if (n) {
        u16 m = 16 - n;
        w0 = (w0 >> n) | (w1 << m);
        w1 = (w1 >> n) | (w2 << m);
        w2 = (w2 >> n) | (w3 << m);
        w3 = (w3 >> n) | (fill << m);
    }
    r[0] = w0; r[1] = w1; r[2] = w2; r[3] = w3;
}

void __llushr(u16 *r, const u16 *a, u16 n) { right(r, a, n, 0); }
void __llshr(u16 *r, const u16 *a, u16 n) { right(r, a, n, (int)a[3] < 0 ? 0xffff : 0); }

static void divmod(unsigned long long *q, unsigned long long *r, unsigned long long a, unsigned long long b)
{
    u16 *w = (u16 *)&a;
    u16 *d = (u16 *)&b;
    unsigned long long rest = 0;
    u16 *low = (u16 *)&rest;
    register int i, k;
    if ((d[1] | d[2] | d[3]) == 0) {
        u16 by = d[0];
        u16 carry = 0;
        for (i = 3; i >= 0; i--) {
            u32 part = (u32)carry << 16 | w[i];
            w[i] = (u16)(part / by);
            carry = (u16)(part % by);
        }
        *q = a;
        *r = carry;
        return;
    }
    for (i = 3; i >= 0; i--) {
        u16 bits = w[i];
        if (bits == 0 && rest == 0) continue;
        for (k = 16; k > 0; k--) {
            int over = (int)low[3] < 0;
            rest += rest;
            if ((int)bits < 0) low[0] |= 1;
            bits += bits;
            if (over || rest >= b) {
                rest -= b;
                bits |= 1;
            }
        }
        w[i] = bits;
    }
    *q = a;
    *r = rest;
}

void __lludiv(unsigned long long *r, const unsigned long long *a, const unsigned long long *b)
{
    unsigned long long rest;
    divmod(r, &rest, *a, *b);
}

void __llurem(unsigned long long *r, const unsigned long long *a, const unsigned long long *b)
{
    unsigned long long quotient;
    divmod(&quotient, r, *a, *b);
}

void __lldiv(long long *r, const long long *a, const long long *b)
{
    long long x = *a, y = *b, q;
    unsigned long long rest;
    int negative = (x < 0) ^ (y < 0);
    if (x < 0) x = -x;
    if (y < 0) y = -y;
    divmod((unsigned long long *)&q, &rest, x, y);
    *r = negative ? -q : q;
}

void __llrem(long long *r, const long long *a, const long long *b)
{
    long long x = *a, y = *b, rest;
    unsigned long long q;
    int negative = x < 0;
    if (x < 0) x = -x;
    if (y < 0) y = -y;
    divmod(&q, (unsigned long long *)&rest, x, y);
    *r = negative ? -rest : rest;
}
`;
