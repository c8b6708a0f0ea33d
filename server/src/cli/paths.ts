/** Paths between the file system's spelling and ours: the analysis knows absolute paths with `/` only. */
import { relative, resolve, sep } from 'node:path';

/** The absolute `/`-separated form of a path given on the command line. */
export const absolutePath = (cwd: string, path: string): string => resolve(cwd, path).split(sep).join('/');

/** How a path is shown: relative to the working directory, `/`-separated. */
export const shownPath = (cwd: string, path: string): string => {
  const shown = relative(cwd, path).split(sep).join('/');
  return shown === '' ? '.' : shown;
};
