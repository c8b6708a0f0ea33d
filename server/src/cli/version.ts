/** The version of the program, held to that of server/package.json by version.test.ts. */
export const VERSION = '0.1.0';
