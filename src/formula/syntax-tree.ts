/** A formula as read: names are still what was typed. `at` counts UTF-16 units from 0, as editors do. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface NumberLiteral extends Place {
  readonly kind: 'number';
  readonly value: number;
}

export interface TextLiteral extends Place {
  readonly kind: 'text';
  readonly value: string;
}

export interface TruthLiteral extends Place {
  readonly kind: 'truth';
  readonly value: boolean;
}

/** An argument left out: `IF(a,,b)`. */
export interface Omitted extends Place {
  readonly kind: 'omitted';
}

/** What stood between the square brackets, escapes resolved. */
export interface Name extends Place {
  readonly kind: 'name';
  readonly text: string;
}

export interface Call extends Place {
  readonly kind: 'call';
  /** The English name in capitals, whatever was typed. */
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface Sign extends Place {
  readonly kind: 'sign';
  readonly operator: '+' | '-';
  readonly of: Expression;
}

export interface Percent extends Place {
  readonly kind: 'percent';
  readonly of: Expression;
}

export interface Binary extends Place {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type Expression = NumberLiteral | TextLiteral | TruthLiteral | Omitted | Name | Call | Sign | Percent | Binary;

/** Excel's order: a sign binds tighter than a power, so -2^2 is 4; all two-sided operators group to the left. */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5
};
/** Percent signs and signs in front, above all two-sided operators. */
export const SIGN_PRECEDENCE = 6;
export const PERCENT_PRECEDENCE = 7;
