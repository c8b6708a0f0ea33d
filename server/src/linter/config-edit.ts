/** Changing a configuration file's text: one setting at a time, comments and layout kept. */
import { applyEdits, modify } from 'jsonc-parser';
import type { TextEdit } from '../text/edit.ts';
import type { RuleLevel } from './config.ts';

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** Edits that set a rule's level in the text of a configuration file; a text that is no object is left alone. */
export const setRuleLevel = (text: string, rule: string, level: RuleLevel): readonly TextEdit[] => {
  try {
    const edits = modify(text, ['rules', rule], level, FORMAT);
    return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }));
  } catch {
    return [];
  }
};

/** The text of a new configuration file that sets one rule's level. */
export const newConfig = (rule: string, level: RuleLevel): string =>
  `${applyEdits('{}', modify('{}', ['rules', rule], level, FORMAT))}\n`;
