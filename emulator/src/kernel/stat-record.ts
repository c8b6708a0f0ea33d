/** The record of stat(2): 30 bytes with a 16-bit inode in the old ABI, 32 bytes in the new one (reference §1.4). */
import { DEVICE_NUMBERS, type Inode, sizeOf, TYPE_BITS } from './inode.ts';

const DEVICE = 0x0300;

/** The record for an inode, with the long inode number or the short one. */
export const statRecord = (inode: Inode, long: boolean): Uint8Array => {
  const wide = long ? 2 : 0;
  const view = new DataView(new ArrayBuffer(30 + wide));
  const words = [
    inode.mode | TYPE_BITS[inode.kind],
    inode.nlink,
    inode.uid,
    inode.gid,
    inode.kind === 'device' ? DEVICE_NUMBERS[inode.device] : 0,
  ];
  view.setUint16(0, DEVICE, true);
  if (wide > 0) view.setUint32(2, inode.ino, true);
  else view.setUint16(2, inode.ino, true);
  for (const [i, word] of words.entries()) view.setUint16(4 + wide + i * 2, word, true);
  for (const [i, value] of [sizeOf(inode), inode.atime, inode.mtime, inode.ctime].entries()) {
    view.setUint32(14 + wide + i * 4, value, true);
  }
  return new Uint8Array(view.buffer);
};
