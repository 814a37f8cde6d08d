/**
 * Text → tree, by precedence climbing. Nothing is looked up here but functions: whether a column exists is asked when
 * names are bound. A refusal says where it is and what to do.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import { findFunction, nearestFunctions } from './functions.ts';
import { MAX_FORMULA_CHARACTERS, MAX_NESTING, MAX_PARTS } from './limits.ts';
import { PRECEDENCE, type Call, type Expression } from './syntax-tree.ts';
import { readTokens, type Token } from './tokens.ts';

/** Refused by name: they would give each replica another value. */
const CHANGING = new Set(['TODAY', 'NOW', 'RAND', 'RANDBETWEEN', '今天', '现在', '随机数']);
/** What people look for in a table is written as a way through a reference here. */
const LOOKING_UP = new Set(['VLOOKUP', 'HLOOKUP', 'XLOOKUP', 'LOOKUP', 'INDEX', 'MATCH', 'INDIRECT', 'OFFSET']);
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['真', true],
  ['假', false]
]);

/** The `=` in front may be left out. Stored text may be longer than what people type. */
export function parseFormula(source: string, limit = MAX_FORMULA_CHARACTERS): Result<Expression> {
  if (source.length > limit) return refuse('formula-too-long', { characters: source.length, limit });
  const tokens = readTokens(source);
  if (!tokens.ok) return tokens;
  const [first] = tokens.value;
  const begins = first?.kind === 'operator' && first.text === '=' ? 1 : 0;
  if (tokens.value[begins]?.kind === 'end') return refuse('formula-empty');
  return new Parser(tokens.value, begins).parse();
}

class Parser {
  private readonly tokens: readonly Token[];
  private next: number;
  private depth = 0;
  private parts = 0;

  constructor(tokens: readonly Token[], next: number) {
    this.tokens = tokens;
    this.next = next;
  }

  parse(): Result<Expression> {
    const whole = this.expression(0);
    if (!whole.ok) return whole;
    if (this.peek().kind === ')')
      return refuse('formula-bracket-extra', { at: this.peek().at + 1, length: this.peek().length });
    return this.peek().kind === 'end' ? whole : this.unexpected();
  }

  private peek(): Token {
    return this.tokens[this.next] as Token;
  }

  private take(): Token {
    this.parts += 1;
    return this.tokens[this.next++] as Token;
  }

  /** Two-sided operators that bind tighter than `above`. */
  private expression(above: number): Result<Expression> {
    const first = this.signed();
    if (!first.ok) return first;
    let left = first.value;
    for (let token = this.peek(); token.kind === 'operator'; token = this.peek()) {
      const precedence = PRECEDENCE[token.text];
      if (precedence <= above) break;
      this.take();
      const right = this.expression(precedence);
      if (!right.ok) return right;
      left = { kind: 'binary', operator: token.text, left, right: right.value, ...this.span(left.at) };
    }
    return succeed(left);
  }

  private signed(): Result<Expression> {
    const token = this.peek();
    if (token.kind !== 'operator' || (token.text !== '-' && token.text !== '+')) return this.percented();
    this.take();
    const { text: operator } = token;
    const of = this.nested(() => this.signed());
    return of.ok ? succeed({ kind: 'sign', operator, of: of.value, ...this.span(token.at) }) : of;
  }

  private percented(): Result<Expression> {
    const read = this.single();
    if (!read.ok) return read;
    let of = read.value;
    while (this.peek().kind === '%') {
      this.take();
      of = { kind: 'percent', of, ...this.span(of.at) };
    }
    return succeed(of);
  }

  private single(): Result<Expression> {
    if (this.parts >= MAX_PARTS) return refuse('formula-too-many-parts', { limit: MAX_PARTS });
    const token = this.peek();
    switch (token.kind) {
      case 'number':
      case 'text':
      case 'name':
        this.take();
        return succeed(token);
      case 'word':
        return this.word(token);
      case '(':
        return this.inBrackets(token);
      default:
        return this.unexpected();
    }
  }

  private inBrackets(open: Token): Result<Expression> {
    this.take();
    const inner = this.nested(() => this.expression(0));
    if (!inner.ok) return inner;
    return this.close(open, inner.value);
  }

  private close<E extends Expression>(open: Token, inside: E): Result<E> {
    if (this.peek().kind === ')') {
      this.take();
      return succeed(inside);
    }
    if (this.peek().kind === 'end')
      return refuse('formula-bracket-missing', {
        at: this.peek().at + 1,
        length: this.peek().length,
        opened: open.at + 1
      });
    return this.unexpected();
  }

  private word(token: Token & { readonly kind: 'word' }): Result<Expression> {
    const upper = token.text.toUpperCase();
    const opens = this.tokens[this.next + 1]?.kind === '(';
    const truth = TRUTHS.get(upper);
    if (truth !== undefined) return this.truth(token, truth);
    if (CHANGING.has(upper))
      return refuse('formula-not-the-same-everywhere', { at: token.at + 1, length: token.length, name: upper });
    if (LOOKING_UP.has(upper))
      return refuse('formula-use-a-reference', { at: token.at + 1, length: token.length, name: upper });
    const known = findFunction(token.text);
    if (known && opens) return this.call(token, known.name);
    if (!opens) return refuse('formula-bare-word', { at: token.at + 1, length: token.length, word: token.text });
    const near = nearestFunctions(token.text).join('、');
    return refuse('formula-unknown-function', { at: token.at + 1, length: token.length, name: token.text, near });
  }

  /** `TRUE()` is TRUE, as in Excel. */
  private truth(token: Token, value: boolean): Result<Expression> {
    this.take();
    if (this.peek().kind === '(' && this.tokens[this.next + 1]?.kind === ')') {
      this.take();
      this.take();
    }
    return succeed({ kind: 'truth', value, ...this.span(token.at) });
  }

  private call(token: Token, name: string): Result<Expression> {
    this.take();
    const open = this.take();
    const args = this.nested(() => this.args());
    if (!args.ok) return args;
    const closed = this.close(open, { kind: 'call', name, args: args.value, at: token.at, length: 0 });
    if (!closed.ok) return closed;
    const call: Call = { ...closed.value, ...this.span(token.at) };
    return checkCount(call, call.args.length) ?? succeed(call);
  }

  private args(): Result<readonly Expression[]> {
    const args: Expression[] = [];
    if (this.peek().kind === ')') return succeed(args);
    for (;;) {
      const left = this.peek().kind === ',' || this.peek().kind === ')';
      const read: Result<Expression> = left
        ? succeed({ kind: 'omitted', at: this.peek().at, length: 0 })
        : this.expression(0);
      if (!read.ok) return read;
      args.push(read.value);
      if (this.peek().kind !== ',') return succeed(args);
      this.take();
    }
  }

  private nested<T>(read: () => Result<T>): Result<T> {
    if (this.depth >= MAX_NESTING)
      return refuse('formula-too-deep', { at: this.peek().at + 1, length: this.peek().length, limit: MAX_NESTING });
    this.depth += 1;
    const result = read();
    this.depth -= 1;
    return result;
  }

  /** From `at` to the end of the last token taken. */
  private span(at: number): { readonly at: number; readonly length: number } {
    const last = this.tokens[this.next - 1] as Token;
    return { at, length: last.at + last.length - at };
  }

  private unexpected(): Refusal {
    const token = this.peek();
    if (token.kind === 'end') return refuse('formula-ends-early', { at: token.at + 1, length: token.length });
    const found = 'text' in token ? token.text : 'value' in token ? String(token.value) : token.kind;
    return refuse('formula-unexpected', { at: token.at + 1, length: token.length, found });
  }
}

/** In the values `at` counts from 1, as the sentence says it. */
function checkCount({ name, at, length }: Call, count: number): Refusal | null {
  const { least = 0, most = 0 } = findFunction(name) ?? {};
  if (count < least) return refuse('formula-too-few-arguments', { at: at + 1, length, name, count, least });
  return count > most ? refuse('formula-too-many-arguments', { at: at + 1, length, name, count, most }) : null;
}
