/**
 * The agreement with clang's analyzer on the labelled corpus: every report of `unix.Vfork` without a finding of ours at its
 * line, and every error or warning of ours in a labelled child that clang passes over, each beside the label, which says who is
 * right. Clang needs code that compiles: missing headers are replaced by empty files, and sources that still fail are counted.
 * Not a test: clang's state of the art is weaker than the labels.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const CLANG = ['clang-19', 'clang'];
/** Headers that are made up for one source before it is given up. */
const STUBS = 60;

/** Who is right where the two differ, as judged by reading the code: `right` is we, clang or both, `why` says it in words. */
const JUDGED = JSON.parse(readFileSync(new URL('clang-differences.json', import.meta.url), 'utf8'));

const judgement = (side, file, line, rule) => {
  const found = JUDGED.find(
    (one) => one.side === side && one.file === file && one.line === line && (rule === undefined || one.rule === rule),
  );
  return found === undefined ? 'not judged' : `${found.right} right: ${found.why}`;
};

/** Prints the comparison; returns the exit status. */
export const compareWithClang = ({ labels, corpus, cli }) => {
  const clang = CLANG.find((name) => spawnSync(name, ['--version']).status === 0);
  if (clang === undefined) {
    console.error('corpus: clang is not installed: apt-get install clang-19');
    return 2;
  }
  const files = new Map();
  for (const site of JSON.parse(readFileSync(labels, 'utf8')).sites) {
    const file = resolve(corpus, site.pkg, site.dir_in_tarball ?? '.', site.path);
    if (existsSync(file)) files.set(file, [...(files.get(file) ?? []), site]);
  }
  const ours = findingsOf(cli, [...files.keys()]);
  const tally = { files: files.size, failed: 0, both: 0, clangOnly: 0, oursOnly: 0, clangRight: 0, oursRight: 0 };
  for (const [file, sites] of files) {
    const reports = clangReports(clang, file, resolve(corpus, sites[0].pkg));
    const name = relative(corpus, file);
    if (reports === undefined) {
      tally.failed++;
      console.log(`not compiled  ${name}`);
      continue;
    }
    const found = ours.filter((finding) => finding.file === file && /error|warning/.test(finding.severity));
    const covers = ({ range }, line) => range.start.line <= line && line <= range.end.line;
    const said = (line) => {
      const label = sites.flatMap(({ findings }) => findings).find((one) => one.line === line);
      return label === undefined ? 'no label' : `${label.severity} ${label.kind}`;
    };
    for (const { line, message } of reports) {
      if (found.some((finding) => covers(finding, line))) {
        tally.both++;
        continue;
      }
      tally.clangOnly++;
      const verdict = said(line);
      if (/^(bug|hazard)/.test(verdict)) tally.clangRight++;
      console.log(
        `clang only    ${name}:${line} [${verdict}] ${message}\n              ${judgement('clang', name, line)}`,
      );
    }
    for (const finding of found) {
      const { line } = finding.range.start;
      const inside = sites.some(({ child_region: region }) => region && region[0] <= line && line <= region[1]);
      if (!inside || reports.some((report) => covers(finding, report.line))) continue;
      tally.oursOnly++;
      const verdict = said(line);
      if (/^(bug|hazard)/.test(verdict)) tally.oursRight++;
      console.log(
        `we only       ${name}:${line} [${verdict}] ${finding.rule}: ${finding.message}\n` +
          `              ${judgement('ours', name, line, finding.rule)}`,
      );
    }
  }
  console.log(
    `${tally.files} files, ${tally.failed} not compiled by clang; both ${tally.both}; clang only ${tally.clangOnly} ` +
      `(label agrees: ${tally.clangRight}); we only ${tally.oursOnly} (label agrees: ${tally.oursRight})`,
  );
  return 0;
};

const findingsOf = ([command, ...words], files) => {
  const run = spawnSync(command, [...words, 'check', '--no-config', '--format', 'json', ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return JSON.parse(run.stdout).findings.map((finding) => ({ ...finding, file: resolve(finding.file) }));
};

/** Clang's vfork reports on a source; undefined where it does not compile. */
const clangReports = (clang, file, packageFolder) => {
  const stubs = mkdtempSync(join(tmpdir(), 'vfork-lint-stubs-'));
  const prelude = [];
  writeFileSync(join(stubs, 'prelude.h'), '');
  const includes = headerFolders(packageFolder).flatMap((folder) => ['-idirafter', folder]);
  const flags = ['--analyze', '--analyzer-no-default-checks', '-Xclang', '-analyzer-checker=unix.Vfork'];
  const language = [
    '-x',
    'c',
    '-std=gnu89',
    '-w',
    '-Wno-int-conversion',
    '-Wno-incompatible-pointer-types',
    '-D_GNU_SOURCE',
    '-DHAVE_VFORK=1',
  ];
  try {
    for (let round = 0; round < STUBS; round++) {
      const words = [...flags, ...language, '-I', dirname(file), ...includes];
      const run = spawnSync(
        clang,
        [
          ...words,
          '-idirafter',
          stubs,
          '-ferror-limit=0',
          '-include',
          join(stubs, 'prelude.h'),
          '-o',
          '/dev/null',
          file,
        ],
        {
          encoding: 'utf8',
          timeout: 120_000,
          maxBuffer: 1 << 28,
        },
      );
      const header = /fatal error: '([^']+)' file not found/.exec(run.stderr)?.[1];
      if (header !== undefined && !header.startsWith('/') && !header.includes('..')) {
        mkdirSync(dirname(join(stubs, header)), { recursive: true });
        writeFileSync(join(stubs, header), '');
        continue;
      }
      if (/error: /.test(run.stderr)) {
        const more = declarationsFor(run.stderr).filter((line) => !prelude.includes(line));
        if (more.length === 0) return undefined;
        prelude.push(...more);
        writeFileSync(join(stubs, 'prelude.h'), prelude.join('\n'));
        continue;
      }
      const lines = [...run.stderr.matchAll(/^(\S+?):(\d+):\d+: warning: (.*) \[unix\.Vfork\]/gm)];
      return lines
        .filter(([, path]) => resolve(path) === file)
        .map(([, , line, message]) => ({ line: Number(line), message }));
    }
    return undefined;
  } finally {
    rmSync(stubs, { recursive: true });
  }
};

/** Declarations that make up for what the missing headers and the configuration would have declared. */
const declarationsFor = (errors) => {
  const all = (pattern) => [...new Set([...errors.matchAll(pattern)].map(([, name]) => name))];
  const types = all(/error: unknown type name '(\w+)'/g).map((name) => `typedef int ${name};`);
  if (types.length > 0) return types;
  return all(/error: use of undeclared identifier '(\w+)'/g).map((name) =>
    // Capitals are mostly constants, which case labels and array bounds need; each has a value of its own.
    name === name.toUpperCase()
      ? `enum { ${name} = ${[...name].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7) % 65521} };`
      : `extern int ${name};`,
  );
};

const folders = new Map();

/** The folders of a package that hold headers, the likely ones first, at most fifty. */
const headerFolders = (packageFolder) => {
  const known = folders.get(packageFolder);
  if (known !== undefined) return known;
  const found = readdirSync(packageFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.h'))
    .map((entry) => entry.parentPath);
  const list = [...new Set(found)].toSorted(
    (a, b) => Number(/include/.test(b)) - Number(/include/.test(a)) || a.length - b.length,
  );
  folders.set(packageFolder, list.slice(0, 50));
  return list.slice(0, 50);
};
