/**
 * What must work in a real editor. Each scenario has files of its own in one workspace folder, so that none depends on
 * another; they run in this order in one window.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual, expectMatch } from './expect.ts';
import { annotated } from './fixtures.ts';
import { program } from './program.ts';
import { RUN_SCENARIOS } from './run-scenarios.ts';
import { type Scenario, settings } from './scenario.ts';

/** The file that is open when the editor starts. */
export const FIRST = 'opening.c';

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'diagnostics and a lens appear on opening',
    files: { [FIRST]: program('exit(127);') },
    run: async (editor) => {
      await editor.squiggles('error', 'some');
      expectEqual(await editor.lenses(1), ['Run in emulator']);
    },
  },
  ...RUN_SCENARIOS,
  {
    name: 'C in a TypeScript file is checked and mended in place',
    files: { 'agent.ts': `export const spawner = new CModule(\`\n${program('exit(127);')}\`);\n` },
    run: async (editor) => {
      await editor.open('agent.ts');
      await editor.squiggles('error', 'some');
      await editor.shot('embedded');
      await editor.quickFix(/exit\(127\)/, 'Replace exit by _exit');
      await editor.saved('agent.ts', (text) => text.includes('    _exit(127);'));
    },
  },
  {
    name: 'a hover tells the rule',
    files: { 'hover.c': program('exit(127);') },
    run: async (editor) => {
      await editor.open('hover.c');
      await editor.squiggles('error', 'some');
      expectMatch(await editor.hover(/exit\(127\)/, 'exit', /exit-in-child/), /parent/);
    },
  },
  {
    name: 'diagnostics come and go while typing',
    files: { 'typing.c': program('_exit(127);') },
    run: async (editor) => {
      await editor.open('typing.c');
      await editor.lenses(1);
      await editor.squiggles('error', 'none');
      await editor.cursorAfter(/execl\(/);
      await editor.page.keyboard.type(' exit(1);', { delay: 20 });
      await editor.squiggles('error', 'some');
      await editor.shot('typing');
      for (let i = 0; i < ' exit(1);'.length; i++) await editor.page.keyboard.press('Backspace');
      await editor.squiggles('error', 'none');
    },
  },
  {
    name: 'the quick fix turns exit into _exit',
    files: { 'quick-fix.c': program('exit(127);') },
    run: async (editor) => {
      await editor.open('quick-fix.c');
      await editor.squiggles('error', 'some');
      await editor.quickFix(/exit\(127\)/, '_exit');
      await editor.saved('quick-fix.c', (text) => text === program('_exit(127);'));
      await editor.squiggles('error', 'none');
    },
  },
  {
    name: 'a quick fix disables the rule for the line',
    files: { 'disable.c': program('exit(127);') },
    run: async (editor) => {
      await editor.open('disable.c');
      await editor.squiggles('error', 'some');
      await editor.quickFix(/exit\(127\)/, "Disable 'exit-in-child' for this line");
      const expected = program('// vfork-lint-disable-next-line exit-in-child\nexit(127);');
      await editor.saved('disable.c', (text) => text === expected);
      await editor.squiggles('error', 'none');
    },
  },
  {
    name: 'fix all mends every function of the file',
    files: { 'fix-all.c': program('exit(1);', 'first') + program('exit(2);', 'second') },
    run: async (editor) => {
      await editor.open('fix-all.c');
      await editor.lenses(2);
      await editor.squiggles('error', 'some');
      await editor.cursorAfter(/first\(void/);
      await editor.command('Fix All');
      await editor.saved(
        'fix-all.c',
        (text) => text === program('_exit(1);', 'first') + program('_exit(2);', 'second'),
      );
      await editor.squiggles('error', 'none');
    },
  },
  {
    name: 'a setting takes effect at once, and so does its removal',
    files: { 'setting.c': program('exit(127);') },
    run: async (editor, workspace) => {
      await editor.open('setting.c');
      await editor.squiggles('error', 'some');
      settings(workspace, { 'vfork-lint.rules': { 'exit-in-child': 'info' }, 'vfork-lint.codeLens.enable': false });
      await editor.squiggles('info', 'some');
      await editor.squiggles('error', 'none');
      await editor.lenses(0);
      await editor.shot('setting');
      settings(workspace, {});
      await editor.squiggles('error', 'some');
      await editor.lenses(1);
    },
  },
  {
    name: 'vfork-lint.config.json is watched',
    files: { 'configured.c': program('exit(127);') },
    run: async (editor, workspace) => {
      const config = join(workspace, 'vfork-lint.config.json');
      await editor.open('configured.c');
      await editor.squiggles('error', 'some');
      writeFileSync(config, JSON.stringify({ rules: { 'exit-in-child': 'warning' } }));
      await editor.squiggles('warning', 'some');
      await editor.squiggles('error', 'none');
      rmSync(config);
      await editor.squiggles('error', 'some');
    },
  },
  {
    name: 'the whole workspace is checked on command',
    files: { 'never-opened.c': program('exit(127);') },
    run: async (editor) => {
      await editor.command('vfork-lint: Check workspace');
      await editor.problemsOf('never-opened.c', (rows) => rows.includes('exit-in-child 11:5'));
    },
  },
  {
    name: 'the server restarts, and everything works again',
    files: { 'restart.c': program('exit(127);') },
    run: async (editor) => {
      await editor.open('restart.c');
      await editor.squiggles('error', 'some');
      await editor.command('vfork-lint: Restart server');
      await editor.toast(/the language server was restarted/);
      await editor.clearToasts();
      await editor.squiggles('error', 'some');
      await editor.quickFix(/exit\(127\)/, '_exit');
      await editor.saved('restart.c', (text) => text === program('_exit(127);'));
      await editor.squiggles('error', 'none');
    },
  },
  {
    name: 'what the Problems view lists of each rule is what its fixture is annotated with',
    files: Object.fromEntries(annotated().map(({ file, text }) => [file, text])),
    run: async (editor) => {
      for (const { file, findings } of annotated()) {
        await editor.open(file);
        const found = await editor.problemsOf(file, (rows) => findings.every((finding) => rows.includes(finding)));
        expectEqual(
          found.filter((row) => findings.includes(row)),
          findings,
        );
      }
      await editor.shot('fixtures');
    },
  },
];
