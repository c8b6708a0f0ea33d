/**
 * Running functions in the emulator as a user does: from the lens, the quick fix menu and the palette; the result in the lens, on
 * the diagnostic and in the story; stopped once; and run again after the fix.
 */
import { expectEqual, expectMatch } from './expect.ts';
import { runnable } from './fixtures.ts';
import { program } from './program.ts';
import { type Scenario, settings } from './scenario.ts';

/** A child that never ends by itself: the run takes its budget on every system. */
const ENDLESS = [
  '#include <stdlib.h>',
  '#include <unistd.h>',
  '',
  'volatile long n;',
  'void spawn(int a, int b)',
  '{',
  '  int x = 0;',
  '  if (vfork() == 0) {',
  '    x = a + b;',
  '    for (;;)',
  '      n++;',
  '    exit(1);',
  '  }',
  '  n = x;',
  '}',
  '',
].join('\n');

const EVERY_KERNEL =
  'elks elks-1999 elks-2015 news-os solaris cygwin linux-i386 fork bsd43 macos naive stack-copy userspace inherit-registers'.split(
    ' ',
  );

export const RUN_SCENARIOS: readonly Scenario[] = [
  {
    name: 'the lens runs an ordinary program; lens, diagnostic and story show the verdict, and none after the quick fix',
    files: { 'run.c': program('exit(127);') },
    run: async (editor) => {
      await editor.open('run.c');
      await editor.clickLens('Run in emulator', /confirmed in \d+ runs/);
      await editor.lens(/elks ✗.*linux-i386 ✗/);
      const story = await editor.story(/spawn in run\.c, line 9/);
      expectMatch(story, /exit-in-child at line 11: confirmed/);
      expectMatch(story, /double-flush: the child wrote out/);
      expectMatch(story, /with the fix 'Replace exit by _exit' the evidence is gone/);
      await editor.shot('run-lens-and-story');
      await editor.clearToasts();
      const hover = await editor.hoverAt(11, 6, /Confirmed in the emulator/);
      expectMatch(hover, /on elks, news-os, solaris, cygwin, linux-i386; with the fix applied the evidence is gone/);
      expectMatch(hover, /double-flush, in the child/);
      await editor.shot('run-diagnostic');
      await editor.followStory(11);
      await editor.shot('run-link');
      await editor.quickFix(/exit\(127\)/, 'Replace exit by _exit');
      await editor.line(/_exit\(127\)/).waitFor();
      await editor.squiggles('error', 'none');
      await editor.lens(/changed since the last run/);
      await editor.clickLensUntil(/changed since the last run/, /elks ✓.*linux-i386 ✓/);
      await editor.story(/prefer-posix-spawn at line 9: not for a run to show/);
      await editor.shot('run-clean');
      await editor.clearToasts();
    },
  },
  {
    name: 'the quick fix menu and the palette run the function at the cursor, and say where there is none',
    files: { 'menu.c': `int other(void)\n{\n  return 0;\n}\n${program('exit(127);')}` },
    run: async (editor) => {
      await editor.open('menu.c');
      await editor.squiggles('error', 'some');
      await editor.quickFix(/exit\(127\)/, "Run 'spawn' in the emulator");
      await editor.lens(/elks ✗/);
      await editor.clearToasts();
      await editor.goTo(3, 3);
      await editor.command('vfork-lint: Run function in emulator');
      await editor.toast(/Line 3 lies in no function that calls vfork/);
      await editor.shot('run-no-function');
      await editor.clearToasts();
      await editor.goTo(14, 3);
      await editor.command('vfork-lint: Run function in emulator');
      await editor.toast(/'spawn': 1 of 1 findings confirmed/);
      await editor.clearToasts();
    },
  },
  {
    name: 'a result moves with its function and goes with what it depends on',
    files: { 'move.c': `int other(void)\n{\n  return 0;\n}\n\n${program('exit(127);')}` },
    run: async (editor) => {
      await editor.open('move.c');
      await editor.clickLensUntil('Run in emulator', /elks ✗/);
      await editor.goTo(3, 12);
      await editor.page.keyboard.type(' more();', { delay: 10 });
      await editor.page.keyboard.press('Enter');
      await editor.lens(/elks ✗/);
      await editor.hoverAt(17, 6, /Confirmed in the emulator/);
      await editor.goTo(13, 18);
      await editor.page.keyboard.type(' status++;', { delay: 10 });
      await editor.lens(/changed since the last run/);
      await editor.shot('run-out-of-date');
      await editor.clearToasts();
    },
  },
  {
    name: 'a run is stopped by its lens',
    files: { 'endless.c': ENDLESS },
    run: async (editor, workspace) => {
      settings(workspace, { 'vfork-lint.kernels': EVERY_KERNEL });
      await editor.open('endless.c');
      await editor.clickLensUntil('Run in emulator', /Running in the emulator/);
      await editor.clickLensUntil(/Running in the emulator/, /cancelled/);
      await editor.shot('run-cancelled');
      settings(workspace, {});
      await editor.clearToasts();
    },
  },
  {
    name: 'one fixture of each rule: lens, diagnostic and story agree',
    files: Object.fromEntries(runnable().map(({ file, text }) => [file, text])),
    run: async (editor) => {
      expectEqual(runnable().length > 18, true);
      for (const { rule, file, line, column, proved } of runnable()) {
        await editor.open(file);
        if (rule.includes('in-fork')) {
          await editor.goTo(line, column);
          await editor.command('vfork-lint: Run function in emulator');
        } else await editor.clickLensUntil('Run in emulator', /elks .*linux-i386/);
        const verdict = proved ? 'confirmed' : '(?:confirmed|not observed|not reached|not for a run)';
        await editor.story(new RegExp(`in ${file.replace('.', '\\.')}, line[^]*${rule} at line ${line}: ${verdict}`));
        if (proved) await editor.hoverAt(line, column, /Confirmed in the emulator on /);
        await editor.shot(`run-rule-${rule}`);
      }
      await editor.clearToasts();
    },
  },
];
