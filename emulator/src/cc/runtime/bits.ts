/** The routines behind `__builtin_clz`, `bswap`, `popcount` and their kin. */
export const BITS_C: string = `
typedef unsigned int u16;
typedef unsigned long u32;
typedef unsigned long long u64;

u16 __bswap16(u16 x) { return x << 8 | x >> 8; }
u32 __bswap32(u32 x) { return (u32)__bswap16((u16)x) << 16 | __bswap16((u16)(x >> 16)); }
u64 __bswap64(u64 x) { return (u64)__bswap32((u32)x) << 32 | __bswap32((u32)(x >> 32)); }

int __clz(u16 x)
{
    int n = 0;
    while (!(x & 0x8000)) { x <<= 1; n++; }
    return n;
}
int __clzl(u32 x) { return x >> 16 ? __clz((u16)(x >> 16)) : 16 + __clz((u16)x); }
int __clzll(u64 x) { return x >> 32 ? __clzl((u32)(x >> 32)) : 32 + __clzl((u32)x); }

int __ctz(u16 x)
{
    int n = 0;
    while (!(x & 1)) { x >>= 1; n++; }
    return n;
}
int __ctzl(u32 x) { return (u16)x ? __ctz((u16)x) : 16 + __ctz((u16)(x >> 16)); }
int __ctzll(u64 x) { return (u32)x ? __ctzl((u32)x) : 32 + __ctzl((u32)(x >> 32)); }

int __popcount(u16 x)
{
    int n = 0;
    for (; x; x &= x - 1) n++;
    return n;
}
int __popcountl(u32 x) { return __popcount((u16)x) + __popcount((u16)(x >> 16)); }
int __popcountll(u64 x) { return __popcountl((u32)x) + __popcountl((u32)(x >> 32)); }

int __parity(u16 x) { return __popcount(x) & 1; }
int __parityl(u32 x) { return __popcountl(x) & 1; }
int __parityll(u64 x) { return __popcountll(x) & 1; }

int __ffs(int x) { return x ? __ctz(x) + 1 : 0; }
int __ffsl(long x) { return x ? __ctzl(x) + 1 : 0; }
`;
