/**
 * The compiled library and the programs of /bin, where a build has put them: `tools/build.mjs` replaces this module in
 * bundles. In the source tree there are none, and both are compiled when they are needed.
 */

export interface Prebuilt {
  /** The bytes of the library's archive. */
  readonly library: () => Uint8Array;
  /** The bytes of the archive of the compiler's run-time routines. */
  readonly routines: () => Uint8Array;
  /** The a.out file of a program of /bin. */
  readonly program: (name: string) => Uint8Array | undefined;
}

export const PREBUILT: Prebuilt | undefined = undefined;
