/** Changes of owner and mode, with the leave that they need, for calls by path and by descriptor. */
import type { Errno } from './errno.ts';
import type { Inode } from './inode.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

const UNCHANGED = 0xffff;

/** chmod: the owner's and the superuser's right. */
export const changeMode = (world: World, { ids }: Process, inode: Inode, mode: number): Errno | undefined => {
  if (ids.euid !== 0 && ids.euid !== inode.uid) return 'EPERM';
  inode.mode = mode & 0o7777;
  inode.ctime = world.seconds;
  return undefined;
};

/** chown: the superuser's right; drops set-id bits. */
export const changeOwner = (
  world: World,
  { ids }: Process,
  inode: Inode,
  uid: number,
  gid: number,
): Errno | undefined => {
  if (ids.euid !== 0) return 'EPERM';
  if (uid !== UNCHANGED) inode.uid = uid;
  if (gid !== UNCHANGED) inode.gid = gid;
  inode.mode &= ~0o6000;
  inode.ctime = world.seconds;
  return undefined;
};
