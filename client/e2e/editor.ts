/**
 * What a user does and sees in the editor, as functions over the page. Each waits for what it expects and tries again where
 * VS Code is known to swallow input: menus close on any layout change, lenses are drawn anew while they resolve.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** How long something may take to show. The whole run has its own limit in tools/e2e.mjs. */
const PATIENCE = 20_000;

export type Squiggle = 'error' | 'warning' | 'info' | 'hint';

/** The editor of one workspace folder. */
export class Editor {
  readonly page: Page;
  readonly #workspace: string;

  constructor(page: Page, workspace: string) {
    this.page = page;
    this.#workspace = workspace;
  }

  /** Opens a file of the workspace by its name and waits for its text. */
  async open(name: string): Promise<void> {
    const tab = this.page.locator('.tab.active', { hasText: name });
    await this.#until(`${name} is open`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+p');
      const input = this.page.locator('.quick-input-widget input');
      await input.waitFor({ timeout: 3000 });
      await input.fill(name);
      await this.page
        .locator('.quick-input-list .monaco-list-row', { hasText: name })
        .first()
        .waitFor({ timeout: 3000 });
      await this.page.keyboard.press('Enter');
      await tab.waitFor({ timeout: 3000 });
    });
    await this.page.locator('.monaco-editor .view-line').first().waitFor({ timeout: PATIENCE });
  }

  /** The lines on the screen that fit. */
  line(text: RegExp): Locator {
    return this.page.locator('.view-line', { hasText: text });
  }

  /** Waits until there are squiggles of a kind in the editor, or none. */
  async squiggles(kind: Squiggle, wanted: 'some' | 'none'): Promise<void> {
    const marks = this.page.locator(`.squiggly-${kind}`);
    await this.#until(`${wanted} ${kind} squiggles`, async () => {
      if ((await marks.count()) > 0 !== (wanted === 'some')) throw new Error(`${await marks.count()} squiggles`);
    });
  }

  /** The titles of the lenses, once there are as many as wanted. */
  async lenses(count: number): Promise<readonly string[]> {
    const lenses = this.page.locator('.codelens-decoration a');
    return this.#until(`${count} lenses`, async () => {
      const titles = await lenses.allTextContents();
      if (titles.length !== count) throw new Error(`lenses: ${titles.join(', ')}`);
      return titles;
    });
  }

  /** Waits for a lens whose title fits. */
  async lens(title: RegExp): Promise<void> {
    await this.page.locator('.codelens-decoration a', { hasText: title }).first().waitFor({ timeout: PATIENCE });
  }

  /** Clicks a lens until another one, or a story, has taken its place. */
  async clickLensUntil(title: RegExp | string, then: RegExp): Promise<void> {
    const after = this.page.locator('.codelens-decoration a', { hasText: then }).first();
    await this.#until(`lens ${then}`, async () => {
      if (await after.isVisible()) return;
      await this.page.locator('.codelens-decoration a', { hasText: title }).first().click({ timeout: 3000 });
      await after.waitFor({ timeout: 6000 });
    });
  }

  /** Clicks a lens, then waits for a message. */
  async clickLens(title: string, message: RegExp): Promise<void> {
    await this.#until(`message ${message}`, async () => {
      await this.page.locator('.codelens-decoration a', { hasText: title }).first().click({ timeout: 3000 });
      await this.toast(message, 4000);
    });
  }

  /** Waits for a notification. */
  async toast(message: RegExp, timeout: number = PATIENCE): Promise<void> {
    await this.page.locator('.notifications-toasts', { hasText: message }).waitFor({ timeout });
  }

  /** Takes the notifications off the screen. */
  async clearToasts(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
  }

  /** Opens the quick fixes at the line and takes one. */
  async quickFix(line: RegExp, title: string): Promise<void> {
    const action = this.page.locator('.action-widget .monaco-list-row.action', { hasText: title });
    await this.#until(`quick fix ${title}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.line(line).first().click({ timeout: 3000 });
      await this.page.keyboard.press('Control+.');
      await action.first().waitFor({ timeout: 4000 });
    });
    await this.shot(`quick-fix-${title}`);
    await action.first().click();
  }

  /** Runs a command of the palette by its full title. */
  async command(title: string): Promise<void> {
    await this.#until(`command ${title}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      const input = this.page.locator('.quick-input-widget input');
      await input.waitFor({ timeout: 3000 });
      await input.fill(`>${title}`);
      const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
      await row.waitFor({ timeout: 3000 });
      await row.click({ timeout: 3000 });
    });
  }

  /** Rests the pointer on a word until its hover says something. */
  async hover(line: RegExp, word: string, says: RegExp): Promise<string> {
    const target = this.line(line).first().locator('span span', { hasText: word }).last();
    const hover = this.page.locator('.monaco-hover:visible', { hasText: says });
    return this.#until(`hover ${says}`, async () => {
      await this.page.mouse.move(5, 5);
      await target.hover({ timeout: 3000 });
      await hover.first().waitFor({ timeout: 4000 });
      return (await hover.first().textContent()) ?? '';
    });
  }

  /** Puts the cursor at the end of a line. */
  async cursorAfter(line: RegExp): Promise<void> {
    await this.line(line).first().click({ timeout: PATIENCE });
    await this.page.keyboard.press('End');
  }

  /** Saves until the file on disk fits; returns its text. */
  async saved(name: string, fits: (text: string) => boolean): Promise<string> {
    return this.#until(`${name} on disk`, async () => {
      await this.page.keyboard.press('Control+s');
      await this.page.waitForTimeout(150);
      const text = readFileSync(join(this.#workspace, name), 'utf8');
      if (!fits(text)) throw new Error(`${name} is: ${text}`);
      return text;
    });
  }

  /** The findings that the Problems view lists of the open file, as `rule line:column`, once they fit. */
  async problemsOf(name: string, fits: (rows: readonly string[]) => boolean): Promise<readonly string[]> {
    const filter = this.page.locator('.markers-panel-container input, .pane-header input, .panel input').first();
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await this.command('Problems: Focus on Problems View');
    await filter.fill(name);
    return this.#until(`problems of ${name}`, async () => {
      const texts = (await rows.allTextContents()).map((text) => text.replaceAll(/\s+/g, ''));
      const found = texts.flatMap((text) => {
        const [, rule, line, column] = /vfork-lint\(?([a-z-]+)\)?\[Ln(\d+),Col(\d+)\]/.exec(text) ?? [];
        return rule === undefined ? [] : [`${rule} ${line}:${column}`];
      });
      if (!fits(found)) throw new Error(`problems: ${texts.join(' | ')}`);
      return found;
    });
  }

  /** Puts the cursor of the active editor at a place, counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#until(`cursor at ${line}:${column}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+g');
      const input = this.page.locator('.quick-input-widget input');
      await input.waitFor({ timeout: 3000 });
      await input.fill(`:${line}:${column}`);
      await this.page.keyboard.press('Enter');
      await this.page.locator('.statusbar', { hasText: `Ln ${line}, Col ${column}` }).waitFor({ timeout: 3000 });
    });
  }

  /** The hover at a place of the active editor, once it fits. */
  async hoverAt(line: number, column: number, says: RegExp): Promise<string> {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: says });
    return this.#until(`hover ${says} at ${line}:${column}`, async () => {
      await this.goTo(line, column);
      await this.page.keyboard.press('Control+k');
      await this.page.keyboard.press('Control+i');
      await hover.first().waitFor({ timeout: 3000 });
      return (await hover.first().textContent()) ?? '';
    });
  }

  /** What the screen shows of the story beside the code, once it fits; lines and blanks, which wrapping makes, are one blank. */
  async story(fits: RegExp): Promise<string> {
    const lines = this.page.locator('.editor-group-container', {
      has: this.page.locator('.tab', { hasText: 'Run of' }),
    });
    return this.#until(`story ${fits}`, async () => {
      const rows = await lines.locator('.view-line').evaluateAll((all) =>
        all
          .map((one) => ({ top: one.getBoundingClientRect().top, text: one.textContent ?? '' }))
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => text.replaceAll('\u00a0', ' ')),
      );
      const text = rows.join(' ').replaceAll(/\s+/g, ' ');
      if (!fits.test(text)) throw new Error(`the story is: ${text.slice(0, 600)}`);
      return text;
    });
  }

  /** Follows a link of the story to a line of the code. */
  async followStory(line: number): Promise<void> {
    const link = this.page.locator('.detected-link', { hasText: `line ${line}` }).first();
    await this.#until(`link to line ${line}`, async () => {
      await link.click({ modifiers: ['Control'], timeout: 3000 });
      await this.page.locator('.statusbar', { hasText: `Ln ${line},` }).waitFor({ timeout: 3000 });
    });
  }

  /** Whether there is a lens whose title fits, now. */
  async hasLens(title: RegExp): Promise<boolean> {
    return (await this.page.locator('.codelens-decoration a', { hasText: title }).count()) > 0;
  }

  /** Keeps a picture of the window under artifacts/e2e. */
  async shot(name: string): Promise<void> {
    const file = `${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`;
    await this.page.screenshot({ path: join(process.cwd(), 'artifacts/e2e', file) });
  }

  /** Tries until it works; a failure tells what was waited for and what was there instead. */
  async #until<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
        if (Date.now() > end) throw new Error(`waited in vain for: ${what} (${reason})`);
        await this.page.waitForTimeout(100);
      }
    }
  }
}
