/** The names of a tree, each with what it leads to or why it leads nowhere. */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { FormulaFunction } from './function-declaration.ts';
import { findFunction } from './functions.ts';
import { findTarget, readPath, type BoundName, type Names } from './names.ts';
import { leadsToRows, resolveName, type NameUse } from './resolve-name.ts';
import type { Expression, Name } from './syntax-tree.ts';

export interface UsedName {
  readonly node: Name;
  readonly use: NameUse;
}

/** `gone`: a stored name whose column was removed; the label is the one it had. */
export type Binding =
  { readonly kind: 'found'; readonly name: BoundName } | { readonly kind: 'gone'; readonly label: string };

export function usedNames(tree: Expression, use: NameUse = 'cell'): readonly UsedName[] {
  switch (tree.kind) {
    case 'name':
      return [{ node: tree, use }];
    case 'sign':
    case 'percent':
      return usedNames(tree.of);
    case 'binary':
      return [...usedNames(tree.left), ...usedNames(tree.right)];
    case 'call': {
      const called = findFunction(tree.name);
      return tree.args.flatMap((arg, i) => usedNames(arg, called && takesRows(called, i) ? 'rows' : 'cell'));
    }
    default:
      return [];
  }
}

/** Whether the argument may be, or with conditions is, rows of another table. */
export function takesRows({ name, rows }: FormulaFunction, index: number): boolean {
  if (rows === 'each') return true;
  if (rows !== 'conditions') return false;
  const measureFirst = name.endsWith('IFS') && name !== 'COUNTIFS';
  return measureFirst ? index === 0 || index % 2 === 1 : index % 2 === 0;
}

/** `#path|label` as stored text has it. */
export interface StoredName {
  readonly path: BoundName;
  readonly label: string;
}

export function readStoredName(text: string): StoredName | undefined {
  if (!text.startsWith('#')) return undefined;
  const bar = text.indexOf('|');
  const path = readPath(bar < 0 ? text.slice(1) : text.slice(1, bar));
  return path && { path, label: bar < 0 ? path.column : text.slice(bar + 1) };
}

/** Every name of the tree. A name that occurs again is not looked for again. */
export function bindNames(names: Names, table: string, tree: Expression): Result<ReadonlyMap<Name, Binding>> {
  const bindings = new Map<Name, Binding>();
  const known = new Map<string, Binding>();
  for (const used of usedNames(tree)) {
    const key = `${used.use} ${used.node.text}`;
    const before = known.get(key);
    const bound = before ? succeed(before) : bindName(names, table, used);
    if (!bound.ok) return bound;
    known.set(key, bound.value);
    bindings.set(used.node, bound.value);
  }
  return succeed(bindings);
}

function bindName(names: Names, table: string, { node, use }: UsedName): Result<Binding> {
  const stored = readStoredName(node.text);
  if (stored) return bindStored(names, table, { ...stored, node, use });
  const resolved = resolveName(names, { table, text: node.text, use });
  const at = { at: node.at + 1, length: node.length };
  switch (resolved.kind) {
    case 'found':
      return succeed(resolved);
    case 'ambiguous':
      return refuse('formula-ambiguous-name', { ...at, name: node.text, choices: resolved.choices.join(' ') });
    case 'rows':
      return refuse('formula-rows-need-sum', { ...at, name: node.text });
    case 'unknown': {
      const near = resolved.near.map((name) => `[${name}]`).join(' ');
      return refuse('formula-unknown-column', { ...at, name: node.text, near });
    }
  }
}

function bindStored(names: Names, table: string, { path, label, node, use }: StoredName & UsedName): Result<Binding> {
  const isHere = path.home === table || names.groupsOf(table).some(({ group }) => group === path.home);
  if (!isHere || !findTarget(names, path)) return succeed({ kind: 'gone', label });
  if (use === 'cell' && leadsToRows(path))
    return refuse('formula-rows-need-sum', { at: node.at + 1, length: node.length, name: label });
  return succeed({ kind: 'found', name: path });
}
