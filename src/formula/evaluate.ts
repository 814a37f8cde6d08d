/**
 * Runs a plan over the values of one row. Every part costs a step and long texts cost more; a cell that would go over its
 * budget gives an error instead. Nothing is reachable from here but the inputs.
 */
import { isCellError } from '#schema/computed.ts';
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';
import { formulaError } from './cell-errors.ts';
import { compareValues, isEqual } from './compare.ts';
import { isDayNumber } from './day-number.ts';
import { powerOf } from './power.ts';
import type { Arguments } from './function-declaration.ts';
import { CHARACTERS_PER_STEP, MAX_STEPS } from './limits.ts';
import type { Plan } from './plan.ts';
import type { BinaryOperator } from './syntax-tree.ts';
import { asDay, isDay, toNumber, toText, type Scalar, type Value } from './value.ts';

export interface Evaluation {
  readonly value: Value;
  readonly steps: number;
}

export function evaluate(plan: Plan, inputs: readonly Value[]): Evaluation {
  const run = new Run(inputs);
  const value = run.valueOf(plan);
  // Also where IFERROR would have hidden it: half a result must not look like one.
  return { value: run.isOverBudget ? formulaError('too-much-work') : value, steps: run.steps };
}

class Run {
  steps = 0;
  private readonly inputs: readonly Value[];

  constructor(inputs: readonly Value[]) {
    this.inputs = inputs;
  }

  get isOverBudget(): boolean {
    return this.steps > MAX_STEPS;
  }

  spend(steps: number): void {
    this.steps += steps;
  }

  valueOf(plan: Plan): Value {
    this.steps += 1;
    if (this.isOverBudget) return formulaError('too-much-work');
    switch (plan.kind) {
      case 'value':
        return plan.value;
      case 'input':
        return this.inputs[plan.index] ?? null;
      case 'sign':
        return this.signed(plan.operator, this.valueOf(plan.of));
      case 'percent': {
        const number = toNumber(this.valueOf(plan.of));
        return isCellError(number) ? number : number / 100;
      }
      case 'binary':
        return this.combine(plan.operator, this.valueOf(plan.left), this.valueOf(plan.right));
      case 'call':
        return this.call(plan);
    }
  }

  private signed(operator: '+' | '-', value: Value): Value {
    if (operator === '+') return value;
    const number = toNumber(value);
    return isCellError(number) ? number : -number;
  }

  private call(plan: Plan & { readonly kind: 'call' }): Value {
    const value = plan.body(new CallArguments(plan.name, plan.args, this));
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    return Number.isNaN(value) ? formulaError('out-of-range', plan.name) : formulaError('too-large');
  }

  private combine(operator: BinaryOperator, left: Value, right: Value): Value {
    if (isCellError(left)) return left;
    if (isCellError(right)) return right;
    switch (operator) {
      case '&':
        return this.join(toText(left), toText(right));
      case '=':
      case '<>':
        this.spendOnTexts(left, right);
        return isEqual(left, right) === (operator === '=');
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.spendOnTexts(left, right);
        return holds(operator, compareValues(left, right));
      default:
        return calculate(operator, left, right);
    }
  }

  private spendOnTexts(left: Scalar, right: Scalar): void {
    const characters = (typeof left === 'string' ? left.length : 0) + (typeof right === 'string' ? right.length : 0);
    this.spend(Math.floor(characters / CHARACTERS_PER_STEP));
  }

  private join(left: string, right: string): Value {
    if (left.length + right.length > MAX_CELL_CHARACTERS) return formulaError('text-too-long');
    this.spend(Math.floor((left.length + right.length) / CHARACTERS_PER_STEP));
    return left + right;
  }
}

class CallArguments implements Arguments {
  readonly name: string;
  private readonly plans: readonly Plan[];
  private readonly run: Run;

  constructor(name: string, plans: readonly Plan[], run: Run) {
    this.name = name;
    this.plans = plans;
    this.run = run;
  }

  get count(): number {
    return this.plans.length;
  }

  value(index: number): Value {
    const plan = this.plans[index];
    return plan ? this.run.valueOf(plan) : null;
  }

  isCell(index: number): boolean {
    return this.plans[index]?.kind === 'input';
  }

  spendOn(characters: number): boolean {
    this.run.spend(Math.floor(characters / CHARACTERS_PER_STEP));
    return !this.run.isOverBudget;
  }
}

function holds(operator: '<' | '<=' | '>' | '>=', order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

type Arithmetic = '+' | '-' | '*' | '/' | '^';

/** A date and a number make a date, two dates a number of days. */
function calculate(operator: Arithmetic, left: Scalar, right: Scalar): Value {
  const [a, b] = [asDay(left), asDay(right)];
  const [x, y] = [toNumber(a), toNumber(b)];
  if (isCellError(x)) return x;
  if (isCellError(y)) return y;
  const result = arithmetic(operator, x, y);
  if (typeof result !== 'number') return result;
  if (!Number.isFinite(result)) return formulaError('too-large');
  const isDate = operator === '+' ? isDay(a) !== isDay(b) : operator === '-' && isDay(a) && !isDay(b);
  return isDate ? dayOr(result) : result;
}

function arithmetic(operator: Arithmetic, x: number, y: number): Value {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? formulaError('divided-by-zero') : x / y;
    case '^':
      return powerOf(x, y);
  }
}

function dayOr(number: number): Value {
  const day = Math.floor(number);
  return isDayNumber(day) ? { day } : formulaError('no-such-day');
}
