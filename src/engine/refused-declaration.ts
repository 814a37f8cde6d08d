/**
 * A declaration that cannot run. In a module it is a bug and stops the start, with a sentence for its author; in an
 * overlay, which people write, it is a refusal like any other.
 */
import type { Refusal } from '#kernel/result.ts';

export class RefusedDeclaration extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, sentence: string) {
    super(sentence);
    this.refusal = refusal;
  }
}
