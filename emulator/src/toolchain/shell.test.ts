/**
 * The shell of /bin (room `libc`), built and run on our kernel: what POSIX 2 says of words, lists, compound commands,
 * redirections and built-in commands. Each script is called with the arguments 'one' and 'two three'.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the scripts are the shell's, not templates
import { describe, expect, it } from 'vitest';
import { Kernel, loadProgram, personalityOf } from '../kernel/index.ts';
import { BINARY_NAMES, binary } from './binaries.ts';

const run = (script: string): { readonly out: string; readonly status: number | string } => {
  const personality = personalityOf('linux-i386');
  const shell = loadProgram('/bin/sh', binary('sh') ?? new Uint8Array());
  if (personality === undefined || typeof shell === 'string') throw new Error('no shell');
  let out = '';
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 50_000_000 },
    output: (stream, bytes) => {
      if (stream === 'stdout') out += String.fromCharCode(...bytes);
    },
  });
  for (const name of BINARY_NAMES)
    kernel.world.fs.installLater(`/bin/${name}`, () => binary(name) ?? new Uint8Array(), 0o755);
  kernel.start(shell, ['sh', '-c', script, 'zero', 'one', 'two three'], ['PATH=/bin', 'HOME=/']);
  const result = kernel.run();
  return { out, status: result.kind === 'exited' ? result.status : result.kind };
};

const SCRIPTS: readonly (readonly [script: string, out: string, status: number])[] = [
  ['echo a b; exit 3', 'a b\n', 3],
  ['for i in 1 2 3; do echo $i; done; for a; do echo "[$a]"; done', '1\n2\n3\n[one]\n[two three]\n', 0],
  [
    'x="$@"; echo "[$x]"; y=$*; echo "[$y]"; echo $# "$1" "$2" $0',
    '[one two three]\n[one two three]\n2 one two three zero\n',
    0,
  ],
  [
    'for a in "$@"; do echo "<$a>"; done; for a in $@; do echo "<$a>"; done; for a in "$*"; do echo "<$a>"; done',
    '<one>\n<two three>\n<one>\n<two>\n<three>\n<one two three>\n',
    0,
  ],
  ['cat <<E\na "b" $1 `echo c` \\$x \\"\nE\necho after', 'a "b" one c $x \\"\nafter\n', 0],
  ["cat <<'E'\na $1 `x` \\$\nE\necho after", 'a $1 `x` \\$\nafter\n', 0],
  ['cat <<"E" | cat\n$1\nE\n', '$1\n', 0],
  [
    'p="a*"; case abc in $p) echo yes;; *) echo no;; esac; case abc in "$p") echo yes;; *) echo no;; esac; case "a*" in "$p") echo q;; esac',
    'yes\nno\nq\n',
    0,
  ],
  [
    'echo ${x="*b"} "$x"; echo ${y-"a  b"} "${y-a  b}" ${y:-c d}; z=; echo [${z-a}] [${z:-a}] [${z+a}] [${z:+a}] ${#1}',
    '*b *b\na  b a  b c d\n[] [a] [a] [] 3\n',
    0,
  ],
  [
    'i=0; while [ $i != 3 ]; do i=$i"x"; case $i in 0x) i=1;; 1x) i=2;; 2x) i=3;; esac; echo $i; done; until false; do break; done; echo $?',
    '1\n2\n3\n0\n',
    0,
  ],
  [
    'for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; echo $i$j; [ $i = 2 ] && break 2; done; done',
    '1a\n2a\n',
    0,
  ],
  [
    'if false; then echo a; elif true; then echo b; else echo c; fi; ! true; echo $?; true && echo x || echo y; false && echo x || echo y',
    'b\n1\nx\ny\n',
    0,
  ],
  ['echo a | cat | cat; (exit 4); echo $?; { echo g; } ; ( cd /; pwd ); x=1; (x=2); echo $x', 'a\n4\ng\n/\n1\n', 0],
  [
    'echo out >f; echo more >>f; cat <f; cat f f >&2 2>/dev/null; echo err 2>/dev/null >&2; cat f 3<f <&3; exec 4>g; echo q >&4; exec 4>&-; cat g',
    'out\nmore\nout\nmore\nq\n',
    0,
  ],
  ['echo "$(echo "a b"; echo c)" `echo x` $(echo $(echo deep))', 'a b\nc x deep\n', 0],
  ['echo "line one\ntwo" | { read a b; echo "$a:$b"; read c; echo "$c"; read d; echo $?; }', 'line:one\ntwo\n1\n', 0],
  ['eval "x=5; echo \\$x"; eval; echo $?; echo "echo in \\$1" >s; . ./s; sh s p q', '5\n0\nin one\nin p\n', 0],
  [
    'echo a & wait; echo b; umask 022; umask; unset x; echo [$x]; export Q=7; sh -c "echo \\$Q"; R=8 sh -c "echo \\$R"; echo [$R]',
    'a\nb\n0022\n[]\n7\n8\n[]\n',
    0,
  ],
  ['echo a;echo b', 'a\nb\n', 0],
  ['case x in (x) echo px;; esac; case y in a|y) echo ay;; esac; case z in a) ;; esac; echo $?', 'px\nay\n0\n', 0],
  ['echo a#b #c\necho "#d"; echo a\\\nb; echo; echo x;', 'a#b\n#d\nab\n\nx\n', 0],
  ['return 5; echo no', '', 5],
  ['exec echo hi; echo no', 'hi\n', 0],
  ['cd /nonexist 2>/dev/null || echo failed; cd; pwd', 'failed\n/\n', 0],
  ['cat <<A; cat <<B; echo end\n1\nA\n2\nB\n', '1\n2\nend\n', 0],
  ['x=a; x=b y=$x; echo $x $y; x= ; echo "[$x]" ${x:-"d e"}', 'b b\n[] d e\n', 0],
  ['if true; then cat <<E\nin if\nE\nfi; echo $?', 'in if\n0\n', 0],
  ['while read l; do echo "($l)"; done <<E\na b\nc\nE', '(a b)\n(c)\n', 0],
  ['echo "a$" $ "$" a$; echo \'a\'"b"c', 'a$ $ $ a$\nabc\n', 0],
  ['true | false; echo $?; false | true; echo $?; ! false | false; echo $?', '1\n0\n0\n', 0],
  ['test -d / && echo dir; [ 1 -lt 2 ] && echo lt; printf "%s-%d\\n" a 5', 'dir\nlt\na-5\n', 0],
  ['x=1; { x=2; echo in >&2; } 2>/dev/null; echo $x; for i in 1; do echo loop; done >h; cat h', '2\nloop\n', 0],
  [
    'A="x y"; for i in $A; do echo $i; done; for i in "$A"; do echo $i; done; for i in; do echo no; done; echo $?',
    'x\ny\nx y\n0\n',
    0,
  ],
  ['echo "${1}x" ${2} "${3-none}" ${x:-${y:-deep}} "${x:-$(echo sub)}"', 'onex two three none deep sub\n', 0],
  [
    'cd /tmp; echo >qa1; echo >qa2; echo >qb; echo /tmp/qa* q? q[ab]1 q[!a] "qa*" qa\\* no*; x=q*; echo $x "$x"',
    '/tmp/qa1 /tmp/qa2 qb qa1 qb qa* qa* no*\nqa1 qa2 qb q*\n',
    0,
  ],
  ['echo "a\\c" "\\$x" \'\\d\'; nothere; echo $?; /tmp; echo $?', 'a\\c $x \\d\n127\n126\n', 0],
  ['set a b c; shift; echo $1 $#; shift 2; echo $#; shift; echo $?', 'b 2\n0\n1\n', 0],
  ['if true; echo no', '', 2],
  ['echo "no', '', 2],
  ['echo ${unset?}; echo no', '', 2],
];

describe('sh', () => {
  it.each(SCRIPTS)(
    '%s',
    (script, out, status) => {
      expect(run(script)).toEqual({ out, status });
    },
    60_000,
  );
});
