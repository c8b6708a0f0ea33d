/**
 * The verdict of a run on a diagnostic: a second line of its message says what the machine showed, each piece of evidence is related
 * information at the lines of child and parent, and `data` holds it for programs. No tag of the protocol has this meaning.
 */
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { RunEvidence } from '../ide/index.ts';
import type { OpenDocument } from './documents.ts';
import type { PlacedVerdict } from './run-results.ts';
import type { AnswerProfile } from './to-proto.ts';

/** The diagnostic with what a run showed of its finding. */
export const withVerdict = (
  plain: Diagnostic,
  verdict: PlacedVerdict,
  document: OpenDocument,
  profile: AnswerProfile,
): Diagnostic => {
  const note = noteOf(verdict);
  if (note === undefined || typeof plain.message !== 'string') return plain;
  const related = profile.relatedInformation ? placesOf(verdict.evidence, document) : [];
  return {
    ...plain,
    message: `${plain.message}\n${note}`,
    ...(related.length > 0 ? { relatedInformation: [...(plain.relatedInformation ?? []), ...related] } : {}),
    data: { verdict: verdict.verdict, kernels: verdict.kernels },
  };
};

const noteOf = ({ verdict, kernels, runs, fixVerified }: PlacedVerdict): string | undefined => {
  const on = (name: string): readonly string[] =>
    Object.entries(kernels).flatMap(([kernel, one]) => (one === name ? [kernel] : []));
  switch (verdict) {
    case 'confirmed': {
      const others = on('not-observed');
      const but = others.length === 0 ? '' : `, not on ${others.join(', ')}`;
      const fixed = fixVerified === true ? '; with the fix applied the evidence is gone' : '';
      return `✗ Confirmed in the emulator on ${on('confirmed').join(', ')}${but}${fixed}.`;
    }
    case 'not-observed':
      return `✓ Run in the emulator (${runs} runs): the line ran in the child, without evidence of harm.`;
    case 'not-reached':
      return `? Run in the emulator (${runs} runs): no run came to this line.`;
    default:
      return undefined;
  }
};

/** Places that are shown of one finding. */
const MOST = 6;

/** The lines of the evidence, each with what it shows once. */
const placesOf = (evidence: readonly RunEvidence[], document: OpenDocument): DiagnosticRelatedInformation[] => {
  const found = new Map<string, { readonly line: number; readonly text: string; readonly on: Set<string> }>();
  const add = (line: number | undefined, text: string, on: readonly string[]): void => {
    if (line === undefined) return;
    const known = found.get(`${line} ${text}`) ?? { line, text, on: new Set() };
    for (const name of on) known.on.add(name);
    found.set(`${line} ${text}`, known);
  };
  for (const { kind, text, child, parent, on } of evidence) {
    add(child, `${kind}, in the child: ${text}`, on);
    if (parent !== child) add(parent, `${kind}, in the parent`, on);
  }
  return [...found.values()].slice(0, MOST).map(({ line, text, on }) => ({
    location: { uri: document.uri, range: lineRange(document, line) },
    message: `${text} (${[...on].join(', ')})`,
  }));
};

/** A line's text without its indentation; lines count from 1. */
const lineRange = ({ text, lines }: OpenDocument, line: number): DiagnosticRelatedInformation['location']['range'] => {
  const row = Math.min(Math.max(0, line - 1), lines.count - 1);
  const start = lines.offsetAt({ line: row, column: 0 });
  const content = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const from = content.length - content.trimStart().length;
  return {
    start: { line: row, character: from },
    end: { line: row, character: Math.max(from, content.trimEnd().length) },
  };
};
