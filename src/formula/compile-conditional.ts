/**
 * SUMIFS and its like. All rows of one call are of one table, found by one way; the conditions become the roll-up's
 * `where`, asked of each row when it changes and never again.
 */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { isCellError } from '#schema/computed.ts';
import { usedNames } from './bind.ts';
import { readerOf } from './cell-value.ts';
import { ratioOf } from './compile-each.ts';
import { readCriterion, type Criterion } from './criterion.ts';
import { evaluate } from './evaluate.ts';
import { callOf, ExpressionCompiler, Inputs, toldColumn, type CompiledPart } from './expression-compiler.ts';
import { behindRows, gatherRows, type Figure, type Rows } from './gather-rows.ts';
import type { Where } from './helper-shelf.ts';
import type { Step } from './names.ts';
import type { Plan } from './plan.ts';
import { printFormula } from './print.ts';
import type { Call, Expression } from './syntax-tree.ts';
import type { Value } from './value.ts';

interface Pair {
  readonly rows: Rows;
  readonly wanted: Expression;
}

interface Conditional {
  readonly measured: Rows;
  readonly pairs: readonly Pair[];
}

export function compileConditional(compiler: ExpressionCompiler, call: Call): Result<CompiledPart> {
  const read = readArguments(compiler, call);
  if (!read.ok) return read;
  const { measured, pairs } = read.value;
  const where = compileWhere(compiler, pairs);
  if (!where.ok) return where;
  const gather = (figure: Figure) => gatherRows(compiler, measured, { figure, where: where.value });
  if (call.name.startsWith('COUNT')) return gather('rows');
  if (call.name.startsWith('SUM')) return gather('sum');
  if (call.name.startsWith('AVERAGE')) return average(gather('sum'), gather('numbers'));
  const least = call.name.startsWith('MIN') ? 'MIN' : 'MAX';
  const extreme = gather(least === 'MIN' ? 'min' : 'max');
  // Without rows there is no extreme; the function makes it 0, as in Excel.
  return extreme.ok ? succeed(callOf(least, [extreme.value])) : extreme;
}

function average(sum: Result<CompiledPart>, count: Result<CompiledPart>): Result<CompiledPart> {
  if (!sum.ok) return sum;
  return count.ok ? succeed(ratioOf(sum.value, count.value)) : count;
}

/** SUMIF names what is summed last and may leave it out; SUMIFS names it first; COUNTIFS not at all. */
function readArguments(compiler: ExpressionCompiler, call: Call): Result<Conditional> {
  const { name, args } = call;
  const isSingle = name.endsWith('IF');
  const measured = isSingle ? (args[2] ?? args[0]) : args[0];
  const paired = isSingle ? args.slice(0, 2) : name === 'COUNTIFS' ? args : args.slice(1);
  if (paired.length % 2 === 1)
    return refuse('formula-conditions-in-pairs', { at: call.at + 1, length: call.length, name });
  const rows: Rows[] = [];
  for (const node of [measured, ...paired.filter((_, i) => i % 2 === 0)]) {
    const read = rowsAt(compiler, call, node);
    if (!read.ok) return read;
    if (rows[0] && sourceOf(rows[0]) !== sourceOf(read.value))
      return refuse('formula-rows-of-two-tables', { at: read.value.node.at + 1, length: read.value.node.length, name });
    rows.push(read.value);
  }
  const [first, ...others] = rows as [Rows, ...Rows[]];
  const pairs = others.map((one, i): Pair => ({ rows: one, wanted: paired[i * 2 + 1] as Expression }));
  return succeed({ measured: first, pairs });
}

function rowsAt(compiler: ExpressionCompiler, call: Call, node: Expression | undefined): Result<Rows> {
  const name = node && compiler.rowsOf(node);
  if (node?.kind === 'name' && name) return succeed({ node, name });
  const { at, length } = node ?? call;
  return refuse('formula-needs-rows', { at: at + 1, length, name: call.name });
}

/** Table and way to it: rows of one call must be the same rows. */
function sourceOf({ name }: Rows): string {
  const { from, by, before } = behindRows(name);
  return JSON.stringify([name.home, before, from, by]);
}

interface Condition {
  readonly index: number;
  readonly criterion: (values: readonly Value[]) => Criterion;
}

function compileWhere(compiler: ExpressionCompiler, pairs: readonly Pair[]): Result<Where> {
  const inputs = new Inputs();
  const conditions: Condition[] = [];
  const texts: string[] = [];
  for (const { rows, wanted } of pairs) {
    const { from, steps } = behindRows(rows.name);
    const inner = compilerOfRows(compiler, { rows, inputs });
    const compiled = inner.compile(wanted);
    if (!compiled.ok) return compiled;
    const told = toldColumn(inner.context.names, { space: from, steps, column: rows.name.column });
    const column = inner.context.shelf.reach(told.way);
    const { plan } = compiled.value;
    const isConstant = usedNames(wanted).length === 0;
    conditions.push({ index: inputs.add(column, readerOf(told.column)), criterion: criterionOf(plan, { isConstant }) });
    texts.push(`${column}${printFormula(wanted)}`);
  }
  const { of, readers } = inputs;
  const keep: Where['keep'] = (...cells) => {
    const values = cells.map((cell, i) => readers[i]?.(cell) ?? null);
    return conditions.every(({ index, criterion }) => criterion(values)(values[index] ?? null));
  };
  return succeed({ of, keep, text: texts.join('&') });
}

function criterionOf(plan: Plan, { isConstant }: { readonly isConstant: boolean }): Condition['criterion'] {
  const read = (values: readonly Value[]): Criterion => {
    const { value } = evaluate(plan, values);
    return isCellError(value) ? () => false : readCriterion(value);
  };
  if (!isConstant) return read;
  const once = read([]);
  return () => once;
}

/** Runs on the rows of the source; this row's own values are one reference away, others are out of reach. */
function compilerOfRows(
  compiler: ExpressionCompiler,
  { rows, inputs }: { readonly rows: Rows; readonly inputs: Inputs }
) {
  const { from, by, before } = behindRows(rows.name);
  const [reference, ...others] = by;
  const back: readonly Step[] | undefined =
    reference !== undefined && others.length === 0 && before.length === 0
      ? [{ kind: 'reference', column: reference }]
      : undefined;
  return new ExpressionCompiler({
    ...compiler.context,
    inputs,
    space: from,
    wayTo: (home) => (home === rows.name.home ? back : undefined)
  });
}
