/**
 * A formula → declarations that the engine runs: a formula column at its home, and hidden columns wherever its names
 * lead. Its home is the table it was written for, or a group of that table (stock per product and shop) if it names one
 * of the group's columns; then there is a value per shop, and the table's own columns are looked up through the key.
 */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Label } from '#schema/column.ts';
import { computed, type ComputedValue, type Formula } from '#schema/computed.ts';
import { bindNames, type Binding } from './bind.ts';
import { COLUMN_OF_KIND, toCell } from './cell-value.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { ExpressionCompiler, Inputs, type CompiledPart } from './expression-compiler.ts';
import { HelperShelf, type Helpers } from './helper-shelf.ts';
import type { FormulaKind } from './kinds.ts';
import { MAX_STORED_CHARACTERS } from './limits.ts';
import type { Names, Step } from './names.ts';
import { parseFormula } from './parse.ts';
import { shownText, type FormulaText } from './stored-text.ts';
import type { Name } from './syntax-tree.ts';

export interface CompiledFormula {
  /** The table, or the group whose rows have the value. */
  readonly home: string;
  readonly kind: Exclude<FormulaKind, 'empty'>;
  readonly column: Formula;
  /** By table or group; equal names are equal declarations, so those of several formulas may be laid together. */
  readonly helpers: Helpers;
  /** The value and what it cost, from the cells of `column.of`. */
  readonly run: (cells: readonly ComputedValue[]) => Evaluation;
  /** `space/column` of every column that is read, for finding cycles. */
  readonly reads: readonly string[];
}

export interface FormulaToCompile extends FormulaText {
  readonly label: Label;
}

/** Stored or typed text. A stored name whose column is gone compiles to #NAME in every cell; a typed one is refused. */
export function compileFormula(formula: FormulaToCompile): Result<CompiledFormula> {
  const { names, table, text, label } = formula;
  const tree = parseFormula(text, MAX_STORED_CHARACTERS);
  if (!tree.ok) return tree;
  const bindings = bindNames(names, table, tree.value);
  if (!bindings.ok) return bindings;
  const home = homeOf(table, bindings.value);
  if (!home.ok) return home;
  const [shelf, inputs] = [new HelperShelf(names), new Inputs()];
  const wayTo = (from: string): readonly Step[] | undefined => wayHome(names, { table, home: home.value, from });
  const context = { names, bindings: bindings.value, shelf, inputs, space: home.value, wayTo };
  const compiled = new ExpressionCompiler(context).compile(tree.value);
  if (!compiled.ok) return compiled;
  const kind = compiled.value.kind === 'empty' ? 'text' : compiled.value.kind;
  const run = runnerOf(compiled.value, inputs);
  const words = { zh: shownText(formula, 'zh'), en: shownText(formula, 'en') };
  return succeed({
    home: home.value,
    kind,
    column: computed.formula({
      label,
      words,
      shows: COLUMN_OF_KIND[kind],
      of: inputs.of,
      compute: (...cells) => toCell(run(cells).value, kind)
    }),
    run,
    helpers: shelf.all,
    reads: [...shelf.reads]
  });
}

function homeOf(table: string, bindings: ReadonlyMap<Name, Binding>): Result<string> {
  let home = table;
  for (const [node, binding] of bindings) {
    if (binding.kind === 'gone' || binding.name.home === table) continue;
    if (home !== table && home !== binding.name.home)
      return refuse('formula-two-groups', { at: node.at + 1, length: node.length });
    home = binding.name.home;
  }
  return succeed(home);
}

interface Homes {
  readonly table: string;
  readonly home: string;
  /** Where the name begins. */
  readonly from: string;
}

/** From a row of the group to the row of the table. */
function wayHome(names: Names, { table, home, from }: Homes): readonly Step[] | undefined {
  if (from === home) return [];
  const key = names.groupsOf(table).find(({ group }) => group === home);
  return from === table && key ? [{ kind: 'reference', column: key.through }] : undefined;
}

function runnerOf({ plan }: CompiledPart, { readers }: Inputs): CompiledFormula['run'] {
  return (cells) =>
    evaluate(
      plan,
      cells.map((cell, i) => readers[i]?.(cell) ?? null)
    );
}
