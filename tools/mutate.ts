/**
 * `npm run mutate [-- [--every N] [PART OF A PATH…]]`: mutation testing of room `cpu`. Each mutant changes one operator,
 * number, condition or statement of one source; the room's tests (all but the oracles) must then fail. Prints what
 * survives, with file and line, unless tools/equivalent-mutants.ts says why no test can tell. `--every N` takes one
 * mutant in N. Exit 1 where an unexplained one survives.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import ts from 'typescript';
import { EQUIVALENT } from './equivalent-mutants.ts';
import { root } from './root.ts';

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
}

const ROOM = 'emulator/src/cpu';
/** All tests, the quick ones first. Those about the mutant's own file run before them, by themselves. */
const TESTS = ['transfer', 'control', 'decimal', 'shift', 'multiply', 'loops', 'string', 'alu'];
const ABOUT: Readonly<Record<string, string>> = {
  'arithmetic.ts': 'alu',
  'logic.ts': 'alu',
  'decimal.ts': 'decimal',
  'multiply.ts': 'multiply',
  'shift.ts': 'shift',
  'string.ts': 'string',
  'bulk.ts': 'string',
  'flags.ts': 'control',
  'core.ts': 'control',
  'control.ts': 'control',
  'cpu.ts': 'control',
  'code-cache.ts': 'loops',
  'bus.ts': 'loops',
};
/** A test that has not ended by then loops for ever: the mutant is killed. */
const LIMIT_MS = 60_000;
const BUILD = join(root, 'build/mutants', `${process.pid}`);

const SWAPS: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.AmpersandToken]: ['|'],
  [ts.SyntaxKind.BarToken]: ['&'],
  [ts.SyntaxKind.CaretToken]: ['|', '&'],
  [ts.SyntaxKind.LessThanLessThanToken]: ['>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken]: ['<<', '>>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: ['>>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.LessThanToken]: ['<=', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<'],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<'],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>'],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.PlusEqualsToken]: ['-='],
  [ts.SyntaxKind.MinusEqualsToken]: ['+='],
  [ts.SyntaxKind.AmpersandEqualsToken]: ['|='],
  [ts.SyntaxKind.BarEqualsToken]: ['&='],
};

/** The mutants of one source. */
const mutantsOf = (file: string): readonly Mutant[] => {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: Mutant[] = [];
  const add = (node: ts.Node, to: string): void => {
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ file, line, start, end: node.end, from: text.slice(start, node.end), to });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) for (const to of SWAPS[node.operatorToken.kind] ?? []) add(node.operatorToken, to);
    if (ts.isNumericLiteral(node) && !ts.isCaseClause(node.parent)) add(node, `${Number(node.text) + 1}`);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, node.operand.getText(source));
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
      add(node, node.operand.getText(source));
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText(source)})`);
    if (ts.isExpressionStatement(node)) add(node, ';');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** Bundles these tests with one mutant in place, or with none. */
const bundle = async (outfile: string, tests: readonly string[], mutant: Mutant | undefined): Promise<void> => {
  await build({
    stdin: {
      contents: `${tests.map((name) => `import './${name}.test.ts';`).join('\n')}\nimport { parentPort } from 'node:worker_threads';\nimport { runTests } from '../../../tools/mini-test.ts';\nparentPort.postMessage((await runTests(1, () => parentPort.postMessage(undefined))).failures[0] ?? '');`,
      resolveDir: join(root, ROOM),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    external: ['fast-check'],
    alias: { vitest: join(root, 'tools/mini-test.ts') },
    plugins: [
      {
        name: 'mutant',
        setup: ({ onLoad }) => {
          if (mutant === undefined) return;
          onLoad({ filter: new RegExp(`${mutant.file.replaceAll('.', '\\.')}$`) }, ({ path }) => {
            const text = readFileSync(path, 'utf8');
            return { contents: text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end), loader: 'ts' };
          });
        },
      },
    ],
  });
};

/** Runs a bundle: the message of the first failure, or undefined where all tests pass. */
const runTests = (file: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const worker = new Worker(file, { stderr: true, stdout: true });
    const end = (result: string | undefined): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(result);
    };
    const wait = (): NodeJS.Timeout => setTimeout(() => end('it never ends'), LIMIT_MS);
    let timer = wait();
    worker.on('message', (message: string | undefined) => {
      if (message !== undefined) return end(message === '' ? undefined : message);
      clearTimeout(timer);
      timer = wait();
    });
    worker.on('error', (error) => end(String(error)));
  });

/** What the first of these tests says that a mutant fails; undefined where it passes all. */
const failureOf = async (tests: readonly string[], mutant: Mutant | undefined): Promise<string | undefined> => {
  const file = join(BUILD, 'mutant.mjs');
  try {
    await bundle(file, tests, mutant);
    return await runTests(file);
  } catch (error) {
    return String(error);
  }
};

const explained = ({ file, line, from, to }: Mutant): boolean => {
  const text = readFileSync(join(root, file), 'utf8').split('\n')[line - 1] ?? '';
  return EQUIVALENT.some(
    (known) => file.endsWith(known.file) && text.includes(known.line) && known.from === from && known.to === to,
  );
};

const main = async (args: readonly string[]): Promise<void> => {
  const at = args.indexOf('--every');
  const every = at < 0 ? 1 : Number(args[at + 1]);
  const parts = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const sources = readdirSync(join(root, ROOM), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => !['test-cpu.ts', 'model.ts', 'index.ts', 'recordings.ts'].includes(file))
    .map((file) => `${ROOM}/${file}`)
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
  mkdirSync(BUILD, { recursive: true });
  const failure = await failureOf(TESTS, undefined);
  if (failure !== undefined) throw new Error(`the tests fail without a mutant: ${failure}`);
  const mutants = sources.flatMap(mutantsOf).filter((_, index) => index % every === 0);
  console.log(`${mutants.length} mutants of ${sources.length} files`);
  let killed = 0;
  let known = 0;
  let survived = 0;
  for (const [index, mutant] of mutants.entries()) {
    if (explained(mutant)) {
      known++;
      continue;
    }
    const about = ABOUT[basename(mutant.file)] ?? 'transfer';
    const failed =
      (await failureOf([about], mutant)) ??
      (await failureOf(
        TESTS.filter((name) => name !== about),
        mutant,
      ));
    if (index % 50 === 49) console.log(`${index + 1} of ${mutants.length}`);
    if (failed !== undefined) killed++;
    else {
      survived++;
      console.log(
        `${mutant.file}:${mutant.line}: ${JSON.stringify(mutant.from)} -> ${JSON.stringify(mutant.to)} survives`,
      );
    }
  }
  rmSync(BUILD, { recursive: true, force: true });
  console.log(`${killed} killed, ${known} equivalent for a reason, ${survived} survived`);
  if (survived > 0) process.exitCode = 1;
};

await main(process.argv.slice(2));
