/** All claims about vfork, by source: the one list that the tests, docs/claims.md and its check go through. */
import type { ClaimSource } from './claim.ts';
import { cygwinClaims } from './cygwin.ts';
import { elksClaims } from './elks.ts';
import { linuxClaims } from './linux.ts';
import { newsOsClaims } from './news-os.ts';
import { solarisClaims } from './solaris.ts';

export const CLAIMS: readonly ClaimSource[] = [elksClaims, newsOsClaims, solarisClaims, cygwinClaims, linuxClaims];
