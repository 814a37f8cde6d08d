/**
 * A declaration that cannot run. In a module it is a bug and stops the start; in an overlay, which people write, it is a
 * refusal with the same name and values.
 */
import { refuse, type Refusal } from '#kernel/result.ts';

export type DeclarationRule =
  | 'computed-cycle'
  | 'unknown-column'
  | 'unknown-table'
  | 'not-a-reference'
  | 'wrong-reference'
  | 'wrong-key-count'
  | 'column-name-taken'
  | 'alert-name-taken'
  | 'not-a-number-column';

export class RefusedDeclaration extends Error {
  readonly rule: DeclarationRule;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(rule: DeclarationRule, values: Readonly<Record<string, string | number>>, sentence: string) {
    super(sentence);
    this.rule = rule;
    this.values = values;
  }

  toRefusal(): Refusal {
    return refuse(this.rule, this.values);
  }
}
