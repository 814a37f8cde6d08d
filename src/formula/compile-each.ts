/** SUM, COUNT, AVERAGE, MIN and MAX where an argument is rows: each such argument becomes a roll-up beside the cells. */
import { succeed, type Result } from '#kernel/result.ts';
import { callOf, type CompiledPart, type ExpressionCompiler } from './expression-compiler.ts';
import { gatherRows, type Figure } from './gather-rows.ts';
import type { Call, Expression } from './syntax-tree.ts';

export function compileEach(compiler: ExpressionCompiler, { name, args }: Call): Result<CompiledPart> {
  const each = new EachArgument(compiler, args);
  switch (name) {
    case 'AVERAGE':
      return each.average();
    case 'COUNT':
      return each.counted('COUNT', 'numbers');
    case 'COUNTA':
      return each.counted('COUNTA', 'filled');
    case 'MIN':
      return each.together('MIN', 'min');
    case 'MAX':
      return each.together('MAX', 'max');
    default:
      return each.together('SUM', 'sum');
  }
}

class EachArgument {
  private readonly compiler: ExpressionCompiler;
  private readonly args: readonly Expression[];

  constructor(compiler: ExpressionCompiler, args: readonly Expression[]) {
    this.compiler = compiler;
    this.args = args;
  }

  /** The function itself over cells and figures alike: the sum of sums, the least of the least. */
  together(name: string, figure: Figure): Result<CompiledPart> {
    const rows = this.figures(figure);
    const cells = this.cells();
    if (!rows.ok) return rows;
    return cells.ok ? succeed(callOf(name, [...rows.value, ...cells.value])) : cells;
  }

  counted(name: string, figure: Figure): Result<CompiledPart> {
    const rows = this.figures(figure);
    const cells = this.cells();
    if (!rows.ok) return rows;
    if (!cells.ok) return cells;
    const counts = cells.value.length > 0 ? [callOf(name, cells.value)] : [];
    return succeed(callOf('SUM', [...rows.value, ...counts]));
  }

  average(): Result<CompiledPart> {
    const sum = this.together('SUM', 'sum');
    const count = this.counted('COUNT', 'numbers');
    if (!sum.ok) return sum;
    return count.ok ? succeed(ratioOf(sum.value, count.value)) : count;
  }

  private figures(figure: Figure): Result<readonly CompiledPart[]> {
    const found: CompiledPart[] = [];
    for (const node of this.args) {
      const name = this.compiler.rowsOf(node);
      if (!name || node.kind !== 'name') continue;
      const part = gatherRows(this.compiler, { node, name }, { figure });
      if (!part.ok) return part;
      found.push(part.value);
    }
    return succeed(found);
  }

  private cells(): Result<readonly CompiledPart[]> {
    return this.compiler.compileAll(this.args.filter((arg) => !this.compiler.rowsOf(arg)));
  }
}

export function ratioOf(sum: CompiledPart, count: CompiledPart): CompiledPart {
  return { plan: { kind: 'binary', operator: '/', left: sum.plan, right: count.plan }, kind: sum.kind };
}
