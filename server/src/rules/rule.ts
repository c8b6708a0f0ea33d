/**
 * What a rule is: a record with its id, its default severity, the claims it stands for (docs/claims.md), its messages and
 * one function from a region to reports. The work is in the semantics; a rule only chooses and words. Placeholders in
 * messages are typed: a wrong or missing one does not compile.
 */
import type { Site, Spot } from '../semantics/site.ts';
import type { TextEdit } from '../text/edit.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Names between braces in a message. */
type Placeholder<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type DataFor<Message extends string> = { readonly [Name in Placeholder<Message>]: string };

/** A fix: safe ones are applied by fix-all, the others are offered. Edits are of the file at `path`. */
export interface RuleFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly (TextEdit & { readonly path: string })[];
}

/** A further place that explains the finding. */
export interface Related extends Spot {
  readonly message: string;
}

/** What a report may add to its place and words. */
export interface ReportExtra {
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly RuleFix[];
  readonly claims?: readonly string[];
}

/** One report of a rule, before suppression and configuration. */
export interface RuleReport extends Spot {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly RuleFix[];
  readonly claims: readonly string[];
}

/** A rule as the linter runs it. `summary` is one sentence; `fixable` says that some reports carry a fix. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly claims: readonly string[];
  readonly fixable: boolean;
  readonly summary: string;
  readonly run: (site: Site, emit: (report: RuleReport) => void) => void;
}

interface RuleDefinition<Messages extends Readonly<Record<string, string>>> {
  readonly id: string;
  readonly severity: Severity;
  readonly claims: readonly string[];
  readonly fixable?: boolean;
  readonly summary: string;
  readonly messages: Messages;
  readonly check: (
    site: Site,
    report: <Id extends keyof Messages & string>(
      at: Spot,
      message: Id,
      data: DataFor<Messages[Id]>,
      extra?: ReportExtra,
    ) => void,
  ) => void;
}

/** Fills the placeholders of a message. */
const fill = (message: string, data: Readonly<Record<string, string>>): string =>
  message.replaceAll(/\{(\w+)\}/g, (_, name: string) => data[name] ?? '');

/** Makes a rule of its definition: typed reports in, plain records out. */
export const defineRule = <const Messages extends Readonly<Record<string, string>>>(
  definition: RuleDefinition<Messages>,
): Rule => ({
  id: definition.id,
  severity: definition.severity,
  claims: definition.claims,
  fixable: definition.fixable ?? false,
  summary: definition.summary,
  run: (site, emit) =>
    definition.check(site, (at, id, data, extra = {}) =>
      emit({
        path: at.path,
        range: at.range,
        rule: definition.id,
        severity: extra.severity ?? definition.severity,
        message: fill(definition.messages[id] ?? id, data),
        related: extra.related ?? [],
        fixes: extra.fixes ?? [],
        claims: extra.claims ?? definition.claims,
      }),
    ),
});
