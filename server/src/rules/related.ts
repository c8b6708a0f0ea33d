/** Words and places that several rules share: the vfork call, the way through helpers, replacements of a name. */
import type { ChildCall, ChildWrite, Effect, Site, Spot } from '../semantics/site.ts';
import { codeBefore } from './edits.ts';
import type { Related, RuleFix } from './rule.ts';

/** The call that made the child. */
export const madeHere = (site: Site): Related => ({ ...site.call, message: `${site.spelling} called here` });

/** Whether an effect is that of the call itself and not of something that a helper does. */
export const isDirect = (call: ChildCall, effect: Effect): boolean =>
  effect.via.length === 0 && effect.at.path === call.call.path && effect.at.range.start === call.call.range.start;

/** The places in helpers that lead to an effect, the vfork call first. */
export const wayTo = (site: Site, call: ChildCall, effect: Effect): readonly Related[] => [
  madeHere(site),
  ...effect.via.map((spot): Related => ({ ...spot, message: 'through this call' })),
  ...(isDirect(call, effect) ? [] : [{ ...effect.at, message: `${effect.name} here` }]),
];

/** A safe fix that writes another name in place of a callee's; none where a macro wrote the call. */
export const rename = (call: ChildCall, to: string): readonly RuleFix[] =>
  call.plain
    ? [
        {
          title: `Replace ${call.name} by ${to}`,
          safe: true,
          edits: [{ path: call.callee.path, ...call.callee.range, text: to }],
        },
      ]
    : [];

/** A suggestion that ends the child where it leaves; none where a macro wrote that, or where its parent may run the very statement. */
export const endHere = (
  site: Site,
  { at, plain, shared }: { readonly at: Spot; readonly plain: boolean; readonly shared: boolean },
  status: string,
): readonly RuleFix[] =>
  plain && !shared && at.path === site.path
    ? [
        {
          title: `End the child with _exit(${status})`,
          safe: false,
          edits: [{ path: at.path, ...at.range, text: `_exit(${status});` }],
        },
      ]
    : [];

/** The status with which a child that returned a value would have ended: the value, where it can be one. */
export const statusOf = (value: string): string => (/^(?:\d+|EXIT_\w+)$/.test(value) ? value : '127');

/** Where to show a call: its name, or all of the macro use that holds it. */
export const shown = (call: ChildCall): Spot => (call.plain ? call.callee : call.call);

/** Text of a spot of the site's file. */
export const textAt = (site: Site, spot: Spot | undefined): string =>
  spot === undefined || spot.path !== site.path ? '' : site.text.slice(spot.range.start, spot.range.end);

/** Whether the child sets a place to jump to of its own. */
export const ownsJumps = (site: Site): boolean =>
  site.calls.some(({ name }) => /^_?(?:__)?(?:sig)?setjmp$|^getcontext$/.test(name));

/** Whether two spots begin on one line of the site's file. */
export const onOneLine = (site: Site, a: Spot, b: Spot): boolean => {
  const [from, to] = a.range.start < b.range.start ? [a, b] : [b, a];
  return (
    a.path === site.path && b.path === site.path && !site.text.slice(from.range.start, to.range.start).includes('\n')
  );
};

/** What many calls down may happen, perhaps, under conditions that nobody sees together: worth a note, no more. */
const FAR = 4;

/** The severity for something that is done this many calls below the child; undefined for the rule's own. */
export const ifFar = (via: number): { readonly severity?: 'info' } => (via < FAR ? {} : { severity: 'info' });

/**
 * Declares a variable volatile, so that what the child writes surely reaches the parent: before the type, or behind the
 * star of a pointer. Only where the declaration stands in the file itself.
 */
export const makeVolatile = (
  site: Site,
  { declaration, volatile: already, storage }: ChildWrite,
): readonly RuleFix[] => {
  if (
    declaration === undefined ||
    already ||
    declaration.path !== site.path ||
    storage === 'pointee' ||
    storage === 'errno'
  )
    return [];
  const { start, end } = declaration.range;
  const name = site.text.slice(start, end);
  const before = codeBefore(site.text, start);
  const at =
    before.endsWith('*') || /\*\s+$/.test(before)
      ? start
      : start - (/[^;{}()]*$/.exec(before)?.[0].trimStart().length ?? 0);
  // The first parameter stands behind a parenthesis, further ones behind a comma: a type of their own.
  const comma = storage === 'parameter' ? before.lastIndexOf(',') : -1;
  const place = comma >= at ? comma + 1 + (/^\s*/.exec(site.text.slice(comma + 1))?.[0].length ?? 0) : at;
  return [
    {
      title: `Declare '${name}' volatile`,
      safe: false,
      edits: [{ path: site.path, start: place, end: place, text: 'volatile ' }],
    },
  ];
};
