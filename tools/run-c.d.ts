/**
 * For the compiler's tests and bench: runs a linked image on the 8086 with the few system calls that a program without a
 * library needs (exit, read, write, brk), and a small library in C and assembly to write such programs with. The real
 * kernel and library have tests of their own.
 */
import { type Archive, type Image, type ObjectFile } from '../emulator/src/asm/index.ts';
export interface Ran {
  readonly status: number | 'budget' | 'fault';
  readonly output: string;
  readonly instructions: number;
}
/** Headers that tests can include. */
export declare const HEADERS: Readonly<Record<string, string>>;
/** Reads headers from here, and files from the texts given. */
export declare const readerFor: (files: Readonly<Record<string, string>>) => {
  read(path: string): string | undefined;
};
/** What links in front of a test program. */
export declare const startObject: () => ObjectFile;
/** The small library for test programs. */
export declare const testLibrary: () => Archive;
/** Runs an image until it exits or has spent its instructions. */
export declare const runImage: (image: Image, input?: string, budget?: number) => Ran;
