/**
 * Correct programs of many shapes (`fixtures/correct`), with every rule claimed on every line: the search looks for evidence as
 * hard as it can on every system, and may find none. DESIGN §5.4: a correct program that is confirmed is the one unforgivable
 * error. A first line may say on which systems the program is meant to run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { confirmFile } from '../ide/confirm.ts';
import { filesOf } from '../testing/annotations.ts';
import { workspaceOf } from '../testing/check.ts';
import { FIXTURES } from '../testing/fixtures.ts';
import { type Claim, confirm, DEFAULT_KERNELS } from './index.ts';
import { HAZARDS } from './verdict.ts';

const ALL = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];

const kernelsOf = (text: string): readonly string[] => {
  const [, not, name] = /^\/\* (not )?on ([\w-]+):/.exec(text) ?? [];
  return name === undefined ? ALL : not === undefined ? [name] : ALL.filter((one) => one !== name);
};

const folder = join(FIXTURES, 'correct');

test.each(readdirSync(folder))('%s', async (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const texts = new Map(filesOf(text).map((part) => [`/correct/${part.path}`, part.text]));
  const workspace = await workspaceOf(texts);
  const kernels = kernelsOf(text);
  const [path = ''] = texts.keys();
  const project = workspace.project(path);
  const told: string[] = [];
  let ran = 0;
  for (const { findings, confirmation } of confirmFile(workspace, path, { kernels })) {
    const { subject, claims: own } = confirmation;
    const kind = (verdict: string): boolean => verdict === 'confirmed';
    told.push(...own.flatMap(({ claim, verdict }) => (kind(verdict) ? [`reported: ${claim.line} ${claim.rule}`] : [])));
    // What the child tells its parent on purpose is seen by the parent, as it should be.
    const meant = new Set(own.flatMap(({ claim }, i) => (findings[i]?.severity === 'info' ? [claim.line] : [])));
    const lines = subject.text.split('\n').flatMap((_, i) => (meant.has(i + 1) ? [] : [i + 1]));
    const { claims, runs } = confirm({
      subject,
      claims: Object.keys(HAZARDS).flatMap((rule) => lines.map((line): Claim => ({ rule, line, endLine: line }))),
      reader: { read: (at) => texts.get(at) },
      includePaths: [],
      neighbours: {
        header: (name, system, from) => project.header(name, system, from, path),
        defines: project.defines(path),
        definitions: (name, from) =>
          project
            .definedIn(name, from)
            .flatMap((one) => (one.functions.get(name) ?? []).map((item) => ({ ...one, ...item }))),
      },
      kernels,
      seed: 0,
    });
    if (runs > 0 && claims.some(({ verdict }) => verdict === 'not-observed')) ran++;
    for (const { claim, verdict, kernels: on } of claims)
      if (kind(verdict))
        told.push(
          `${claim.line} ${claim.rule} ${JSON.stringify(Object.values(on).find((one) => kind(one.verdict))?.evidence[0])}`,
        );
  }
  expect(told).toEqual([]);
  expect(ran).toBeGreaterThan(0);
});
