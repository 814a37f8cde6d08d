/** Tree → text, with brackets only where they change the meaning: what is printed parses to the same tree. */
import { writeName } from './name-brackets.ts';
import { PERCENT_PRECEDENCE, PRECEDENCE, SIGN_PRECEDENCE, type Expression } from './syntax-tree.ts';

export function printFormula(tree: Expression): string {
  return `=${print(tree, 0)}`;
}

/** In brackets where the surroundings bind tighter than the tree's own operator. */
function print(tree: Expression, least: number): string {
  const text = printBare(tree);
  return precedenceOf(tree) < least ? `(${text})` : text;
}

function precedenceOf(tree: Expression): number {
  if (tree.kind === 'binary') return PRECEDENCE[tree.operator];
  if (tree.kind === 'sign') return SIGN_PRECEDENCE;
  return tree.kind === 'percent' ? PERCENT_PRECEDENCE : Infinity;
}

function printBare(tree: Expression): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'text':
      return `"${tree.value.replaceAll('"', '""')}"`;
    case 'truth':
      return tree.value ? 'TRUE' : 'FALSE';
    case 'omitted':
      return '';
    case 'name':
      return writeName(tree.text);
    case 'call':
      return `${tree.name}(${tree.args.map((arg) => print(arg, 0)).join(', ')})`;
    case 'sign':
      return `${tree.operator}${print(tree.of, SIGN_PRECEDENCE)}`;
    case 'percent':
      return `${print(tree.of, PERCENT_PRECEDENCE)}%`;
    case 'binary': {
      const own = PRECEDENCE[tree.operator];
      return `${print(tree.left, own)}${tree.operator}${print(tree.right, own + 1)}`;
    }
  }
}
