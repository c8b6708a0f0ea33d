/** Writes docs/kernels.md: what each personality of the kernel does about vfork, field by field, from its record. */
import { PERSONALITIES, type Personality, type VforkModel } from '@vfork-lint/emulator/kernel';

const HEAD = `# Kernels

Written by \`npm run generate\` from \`emulator/src/kernel/personalities\`: one file for each system, a record of one type, over one
kernel. Fields are explained in \`emulator/src/kernel/personality.ts\`; claims are those of [claims.md](claims.md).
`;

type Frame = VforkModel['frame'];
const frameText = (frame: Frame): string => (frame.kind === 'words' ? `${frame.count} words` : frame.kind);

const AXES: readonly (readonly [string, (one: Personality) => string])[] = [
  ['memory', ({ vfork }) => vfork.memory],
  ['parent', ({ vfork }) => vfork.parent],
  ['process', ({ vfork }) => vfork.process],
  ['stack words put back', ({ vfork }) => frameText(vfork.frame)],
  ['registers on resume', ({ vfork }) => `the ${vfork.registers}'s`],
  ['descriptors', ({ vfork }) => vfork.descriptors],
  ['handlers in the child', ({ vfork }) => vfork.handlers],
  ['handlers set there', ({ vfork }) => vfork.newHandlers],
  ['signals held in the child', ({ vfork }) => vfork.held.join(' ') || 'none'],
  ['background terminal read', ({ vfork }) => vfork.terminalRead],
  ['wake-up', ({ vfork }) => vfork.wake + (vfork.killable ? ', killable' : '')],
  ['heap break', ({ vfork }) => vfork.heapBreak],
  ['nested vfork', ({ vfork }) => vfork.nested],
  ['other threads', ({ vfork }) => vfork.otherThreads],
  ['vforkx', ({ vforkx }) => (vforkx ? 'yes' : 'no')],
  ['numbers beside 32', ({ vforkNumbers }) => vforkNumbers.join(' ') || 'none'],
  ['processes, pipe bytes', ({ limits }) => `${limits.processes}, ${limits.pipe}`],
  ['claims', ({ claims }) => claims.join(' ') || 'none: beyond the sources'],
];

/** The text of docs/kernels.md. */
export const kernelsPage = (): string =>
  [
    HEAD,
    ...PERSONALITIES.flatMap((one) => [
      `## ${one.name}\n`,
      `${one.title}.\n`,
      '| | |',
      '| --- | --- |',
      ...AXES.map(([name, text]) => `| ${name} | ${text(one)} |`),
      '',
    ]),
  ].join('\n');
