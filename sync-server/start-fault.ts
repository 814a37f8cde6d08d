/** The server cannot start for a reason that its keeper can mend: said in one line of both languages, exit code 2. */
import type { Label } from '#schema/column.ts';

export class StartFault extends Error {
  readonly sentence: Label;

  constructor(sentence: Label) {
    super(`${sentence.zh} ${sentence.en}`);
    this.name = 'StartFault';
    this.sentence = sentence;
  }
}
