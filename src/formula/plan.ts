/** A formula ready to run: names have become numbered inputs, functions their bodies. */
import type { CellError } from '#schema/computed.ts';
import type { FunctionBody } from './function-declaration.ts';
import type { BinaryOperator } from './syntax-tree.ts';
import type { Scalar } from './value.ts';

export type Plan =
  | { readonly kind: 'value'; readonly value: Scalar | CellError }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'call'; readonly name: string; readonly body: FunctionBody; readonly args: readonly Plan[] }
  | { readonly kind: 'sign'; readonly operator: '+' | '-'; readonly of: Plan }
  | { readonly kind: 'percent'; readonly of: Plan }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Plan; readonly right: Plan };
