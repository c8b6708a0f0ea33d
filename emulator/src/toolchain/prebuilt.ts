/**
 * The compiled library, where a build has put it: `tools/build.mjs` replaces this module in bundles. In the source tree
 * there is none, and members are compiled when they are needed.
 */
export const PREBUILT: Uint8Array | undefined = undefined;
