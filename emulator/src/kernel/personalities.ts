/** Every personality, in the order of listings. A test holds this table to the files of the folder. */

import { bsd43 } from './personalities/bsd43.ts';
import { cygwin } from './personalities/cygwin.ts';
import { elks } from './personalities/elks.ts';
import { elks1999 } from './personalities/elks-1999.ts';
import { elks2015 } from './personalities/elks-2015.ts';
import { fork } from './personalities/fork.ts';
import { inheritRegisters } from './personalities/inherit-registers.ts';
import { linuxI386 } from './personalities/linux-i386.ts';
import { macos } from './personalities/macos.ts';
import { naive } from './personalities/naive.ts';
import { newsOs } from './personalities/news-os.ts';
import { solaris } from './personalities/solaris.ts';
import { stackCopy } from './personalities/stack-copy.ts';
import { userspace } from './personalities/userspace.ts';
import type { Personality } from './personality.ts';

export const PERSONALITIES: readonly Personality[] = [
  elks,
  elks1999,
  elks2015,
  newsOs,
  solaris,
  cygwin,
  linuxI386,
  fork,
  bsd43,
  macos,
  naive,
  stackCopy,
  userspace,
  inheritRegisters,
];

/** The personality of a name, as the command line and settings give it. */
export const personalityOf = (name: string): Personality | undefined =>
  PERSONALITIES.find((personality) => personality.name === name);
