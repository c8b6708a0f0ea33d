/**
 * Asks the compiler about numbers that a mutant counts up: where one is handed to a type that names its numbers (a width
 * is 8 or 16), the changed source could never run. Of every other change the tests alone decide, comparisons included:
 * `width === 9` is a way to write false.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../root.ts';
import { apply, type Mutant } from './mutants.ts';

/** The compiler's errors for an argument and for a value of a type that does not have it. */
const NOT_ASSIGNABLE: readonly number[] = [2345, 2322];
const BASE = join(root, 'tsconfig.base.json');

const options = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(BASE, ts.sys.readFile) as { readonly config: { compilerOptions: object } };
  const { options: read } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return { ...read, composite: false, emitDeclarationOnly: false, noEmit: true };
};

export class Types {
  /** The text in the place of a file, and how often it was replaced. */
  private readonly replaced = new Map<string, { readonly text: string; readonly version: number }>();
  private readonly service: ts.LanguageService;

  constructor() {
    const settings = options();
    const { replaced } = this;
    this.service = ts.createLanguageService({
      getCompilationSettings: () => settings,
      getScriptFileNames: () => [...replaced.keys()],
      getScriptVersion: (path) => `${replaced.get(path)?.version ?? 0}`,
      getScriptSnapshot: (path) => {
        const text = replaced.get(path)?.text ?? ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
    });
  }

  /** Whether the mutant is a number that its place's type does not allow. */
  refuse(mutant: Mutant, text: string): boolean {
    if (!/^\d/.test(mutant.from)) return false;
    return this.errors(mutant.file, apply(text, mutant)) > this.errors(mutant.file, text);
  }

  private errors(file: string, text: string): number {
    const path = join(root, file);
    this.replaced.set(path, { text, version: (this.replaced.get(path)?.version ?? 0) + 1 });
    return this.service.getSemanticDiagnostics(path).filter(({ code }) => NOT_ASSIGNABLE.includes(code)).length;
  }
}
