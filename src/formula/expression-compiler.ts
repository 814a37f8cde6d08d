/**
 * Tree → plan, for the rows of one space. The same compiler serves a formula's own row and, inside SUMIFS, the conditions
 * that are asked of every row of another table: there a name of the formula's table is reached back through the
 * reference by which the row was found.
 */
import { assert, refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { Binding } from './bind.ts';
import { formulaError } from './cell-errors.ts';
import { readerOf, KIND_OF_COLUMN, type CellReader } from './cell-value.ts';
import { compileConditional } from './compile-conditional.ts';
import { compileEach } from './compile-each.ts';
import { findFunction } from './functions.ts';
import type { HelperShelf, Way } from './helper-shelf.ts';
import { kindOfOperator, type FormulaKind } from './kinds.ts';
import { findTarget, type BoundName, type NamedColumn, type Names, type Step } from './names.ts';
import type { Plan } from './plan.ts';
import { leadsToRows } from './resolve-name.ts';
import type { Call, Expression, Name } from './syntax-tree.ts';

export interface CompiledPart {
  readonly plan: Plan;
  readonly kind: FormulaKind;
}

/** The columns that a plan reads, each once, and how their cells are read. */
export class Inputs {
  readonly of: string[] = [];
  readonly readers: CellReader[] = [];

  add(column: string, reader: CellReader): number {
    const known = this.of.indexOf(column);
    if (known >= 0) return known;
    this.readers.push(reader);
    return this.of.push(column) - 1;
  }
}

export interface CompilerContext {
  readonly names: Names;
  readonly bindings: ReadonlyMap<Name, Binding>;
  readonly shelf: HelperShelf;
  readonly inputs: Inputs;
  /** Whose rows the plan runs on. */
  readonly space: string;
  /** From there to the home of a name, or undefined where there is no way. */
  readonly wayTo: (home: string) => readonly Step[] | undefined;
}

export class ExpressionCompiler {
  readonly context: CompilerContext;

  constructor(context: CompilerContext) {
    this.context = context;
  }

  compile(tree: Expression): Result<CompiledPart> {
    switch (tree.kind) {
      case 'number':
        return succeed({ plan: { kind: 'value', value: tree.value }, kind: 'number' });
      case 'text':
        return succeed({ plan: { kind: 'value', value: tree.value }, kind: tree.value === '' ? 'empty' : 'text' });
      case 'truth':
        return succeed({ plan: { kind: 'value', value: tree.value }, kind: 'boolean' });
      case 'omitted':
        return succeed({ plan: { kind: 'value', value: null }, kind: 'empty' });
      case 'name':
        return this.name(tree);
      case 'call':
        return this.call(tree);
      default:
        return this.operation(tree);
    }
  }

  compileAll(trees: readonly Expression[]): Result<readonly CompiledPart[]> {
    const parts: CompiledPart[] = [];
    for (const tree of trees) {
      const part = this.compile(tree);
      if (!part.ok) return part;
      parts.push(part.value);
    }
    return succeed(parts);
  }

  /** The rows that an argument names, if it does. */
  rowsOf(tree: Expression): BoundName | undefined {
    const binding = tree.kind === 'name' ? this.context.bindings.get(tree) : undefined;
    return binding?.kind === 'found' && leadsToRows(binding.name) ? binding.name : undefined;
  }

  private operation(tree: Expression & { readonly kind: 'sign' | 'percent' | 'binary' }): Result<CompiledPart> {
    const parts = this.compileAll(tree.kind === 'binary' ? [tree.left, tree.right] : [tree.of]);
    if (!parts.ok) return parts;
    const [left, right] = parts.value as readonly [CompiledPart, CompiledPart | undefined];
    if (tree.kind === 'binary' && right) {
      const plan: Plan = { kind: 'binary', operator: tree.operator, left: left.plan, right: right.plan };
      return succeed({ plan, kind: kindOfOperator(tree.operator, left.kind, right.kind) });
    }
    if (tree.kind === 'sign' && tree.operator === '+') return succeed(left);
    const isMeasure = left.kind === 'money' || left.kind === 'diopter';
    const plan: Plan = tree.kind === 'sign' ? { ...tree, of: left.plan } : { kind: 'percent', of: left.plan };
    return succeed({ plan, kind: isMeasure ? left.kind : 'number' });
  }

  private name(tree: Name): Result<CompiledPart> {
    const binding = this.context.bindings.get(tree);
    assert(binding, 'All names of a formula are bound before it is compiled.');
    if (binding.kind === 'gone')
      return succeed({ plan: { kind: 'value', value: formulaError('gone-column', binding.label) }, kind: 'empty' });
    const way = this.wayOf(tree, binding.name);
    if (!way.ok) return way;
    const { names, shelf, inputs } = this.context;
    const told = toldColumn(names, way.value);
    return succeed({
      plan: { kind: 'input', index: inputs.add(shelf.reach(told.way), readerOf(told.column)) },
      kind: KIND_OF_COLUMN[told.column.kind]
    });
  }

  /** From the rows that the plan runs on to where the name leads. */
  wayOf(tree: Expression, { home, steps, column }: BoundName): Result<Way> {
    const { space, wayTo } = this.context;
    const before = wayTo(home);
    return before ? succeed({ space, steps: [...before, ...steps], column }) : outOfReach(tree);
  }

  private call(tree: Call): Result<CompiledPart> {
    const called = findFunction(tree.name);
    assert(called, `The parser knows no other functions than the compiler: ${tree.name}.`);
    if (called.rows === 'conditions') return compileConditional(this, tree);
    if (called.rows === 'each' && tree.args.some((arg) => this.rowsOf(arg))) return compileEach(this, tree);
    const parts = this.compileAll(tree.args);
    return parts.ok ? succeed(callOf(tree.name, parts.value)) : parts;
  }
}

export function callOf(name: string, parts: readonly CompiledPart[]): CompiledPart {
  const called = findFunction(name);
  assert(called?.body, `${name} is run by its body.`);
  const { body, gives } = called;
  const kind = typeof gives === 'function' ? gives(parts.map((part) => part.kind)) : gives;
  return { plan: { kind: 'call', name, body, args: parts.map((part) => part.plan) }, kind };
}

/** A reference is worth what people know the row by: its key, where the table has one. */
export function toldColumn(names: Names, way: Way): { readonly way: Way; readonly column: NamedColumn } {
  const target = findTarget(names, { home: way.space, ...way });
  assert(target, `A name leads to ${way.column} only if it is there.`);
  const { column } = target;
  const key = column.table === undefined ? undefined : names.space(column.table)?.key;
  if (key === undefined) return { way, column };
  const through: Step = { kind: 'reference', column: column.id };
  const behind = { space: way.space, steps: [...way.steps, through], column: key };
  return { way: behind, column: findTarget(names, { home: way.space, ...behind })?.column ?? column };
}

function outOfReach(tree: Expression): Refusal {
  return refuse('formula-condition-out-of-reach', { at: tree.at + 1, length: tree.length });
}
