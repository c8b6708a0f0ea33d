/**
 * Finds the node kinds and fields that our sources name: string literals compared with a syntax node's kind or field, put
 * where the type is NodeKind or FieldName (arguments of the facade, sets, arrays), or compared with what a tree-sitter cursor
 * says; and the names in queries (.scm). Read with typescript-estree and its type services, so that the kinds of other
 * unions are not mistaken for the grammar's.
 */
import { parseAndGenerateServices, simpleTraverse, type TSESTree } from '@typescript-eslint/typescript-estree';
import ts from 'typescript';

/** A name that must exist in the grammar, and where it stands. */
export interface UsedName {
  readonly what: 'kind' | 'field';
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

const ALIASES: Readonly<Record<string, UsedName['what']>> = { NodeKind: 'kind', FieldName: 'field' };

/** What a member of a node or a cursor holds. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, UsedName['what']>>>> = {
  SyntaxNode: { kind: 'kind', field: 'field' },
  Cursor: { nodeType: 'kind', currentFieldName: 'field' },
};

/** The names in TypeScript files, which are type-checked together. Files outside the list are read as they are imported. */
export const namesInTypeScript = (files: readonly string[]): readonly UsedName[] => {
  const program = ts.createProgram([...files], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    resolveJsonModule: true,
    types: ['node'],
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const code = program.getSourceFile(file)?.text ?? '';
    const { ast, services } = parseAndGenerateServices(code, { filePath: file, programs: [program], loc: true });
    const found: UsedName[] = [];
    const nodes = services.esTreeNodeToTSNodeMap;
    if (nodes === undefined) throw new Error('no type services');

    /** Whether an expression holds a kind or a field of the grammar. */
    const holds = (outer: TSESTree.Node): UsedName['what'] | undefined => {
      const expression = outer.type === 'ChainExpression' ? outer.expression : outer;
      const node = nodes.get(expression);
      const type = checker.getTypeAtLocation(node);
      const alias = ALIASES[type.aliasSymbol?.name ?? ''];
      if (alias !== undefined || expression.type !== 'MemberExpression') return alias;
      const owner = checker.getNonNullableType(checker.getTypeAtLocation(nodes.get(expression.object)));
      const member = expression.property.type === 'Identifier' ? expression.property.name : '';
      const names = [owner, ...(owner.isUnionOrIntersection() ? owner.types : [])].map(
        (one) => one.getSymbol()?.name ?? '',
      );
      return names.map((name) => MEMBERS[name]?.[member]).find((what) => what !== undefined);
    };

    const wanted = (literal: TSESTree.Literal, parent: TSESTree.Node | undefined): UsedName['what'] | undefined => {
      if (parent?.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator))
        return holds(parent.left === literal ? parent.right : parent.left);
      if (parent?.type === 'SwitchCase' && parent.parent.type === 'SwitchStatement')
        return holds(parent.parent.discriminant);
      const contextual = checker.getContextualType(nodes.get(literal) as ts.Expression);
      return contextual === undefined ? undefined : ALIASES[contextual.aliasSymbol?.name ?? ''];
    };

    simpleTraverse(
      ast,
      {
        enter: (node) => {
          if (node.type !== 'Literal' || typeof node.value !== 'string') return;
          const what = wanted(node, node.parent);
          if (what !== undefined) found.push({ what, name: node.value, file, line: node.loc.start.line });
        },
      },
      true,
    );
    return found;
  });
};

/** The names in a query file: `(kind`, `field:` and `!field`, outside strings and comments. */
export const namesInQuery = (file: string, text: string): readonly UsedName[] =>
  text.split('\n').flatMap((line, index) => {
    const bare = line.replaceAll(/"(?:\\.|[^"\\])*"/g, '""').replace(/;.*/, '');
    const at = { file, line: index + 1 };
    return [
      ...[...bare.matchAll(/\(([a-z]\w*)/g)].map(([, name = '']) => ({ what: 'kind' as const, name, ...at })),
      ...[...bare.matchAll(/([a-z]\w*):|!([a-z]\w*)/g)].map(([, name, absent]) => ({
        what: 'field' as const,
        name: name ?? absent ?? '',
        ...at,
      })),
    ];
  });
