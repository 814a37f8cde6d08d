/** One figure over the rows that a name leads to, as a roll-up of the engine. */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { readerOf, KIND_OF_COLUMN } from './cell-value.ts';
import type { CompiledPart, ExpressionCompiler } from './expression-compiler.ts';
import type { Gathering, Where } from './helper-shelf.ts';
import { findTarget, type BoundName } from './names.ts';
import type { Name } from './syntax-tree.ts';

export interface Rows {
  readonly node: Name;
  readonly name: BoundName;
}

/** `numbers` and `filled` count the cells that hold a number or date, or anything. */
export type Figure = 'sum' | 'min' | 'max' | 'rows' | 'numbers' | 'filled';

export function gatherRows(
  compiler: ExpressionCompiler,
  { node, name }: Rows,
  { figure, where }: { readonly figure: Figure; readonly where?: Where | undefined }
): Result<CompiledPart> {
  const { names, shelf, inputs } = compiler.context;
  const way = compiler.wayOf(node, name);
  if (!way.ok) return way;
  const column = findTarget(names, name)?.column;
  const kind = KIND_OF_COLUMN[column?.kind ?? 'text'];
  const isMeasured = kind === 'number' || kind === 'money' || kind === 'diopter';
  const fits = figure === 'rows' || figure === 'filled' || isMeasured || (kind === 'date' && figure !== 'sum');
  if (!fits) return refuse('formula-not-a-number-column', { at: node.at + 1, length: node.length, name: node.text });
  const counts = figure === 'rows' || figure === 'numbers' || figure === 'filled';
  const gathering: Gathering = counts
    ? { kind: 'count', where: figure === 'rows' ? where : filledToo(compiler, name, where) }
    : { kind: figure, where };
  const hidden = shelf.reach(way.value, gathering);
  const reader = readerOf(counts || !column ? { kind: 'integer' } : column);
  return succeed({ plan: { kind: 'input', index: inputs.add(hidden, reader) }, kind: counts ? 'number' : kind });
}

/** The condition, and that the measured cell is not empty. */
function filledToo({ context }: ExpressionCompiler, name: BoundName, where: Where | undefined): Where {
  const { from, steps } = behindRows(name);
  const measured = context.shelf.reach({ space: from, steps, column: name.column });
  const [of, keep] = [where?.of ?? [], where?.keep ?? (() => true)];
  return {
    of: [measured, ...of],
    keep: (cell = null, ...cells) => cell !== null && cell !== '' && keep(...cells),
    text: `${where?.text ?? ''}<>`
  };
}

/** The table whose rows are meant, and the way on from there. */
export function behindRows({ steps }: BoundName) {
  const at = steps.findIndex((step) => step.kind === 'rows');
  const rows = steps[at];
  const [from, by] = rows?.kind === 'rows' ? [rows.from, rows.by] : ['', []];
  return { from, by, before: steps.slice(0, at), steps: steps.slice(at + 1) };
}
