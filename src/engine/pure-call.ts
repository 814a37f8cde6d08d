/**
 * Calls a declared function with the values of a row. An error among the values is the result, and the function is not
 * asked: so an error shows in every cell that depends on it and says where it came from. What the function throws is
 * an error in this one cell.
 */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import type { EngineColumn } from './row-space.ts';

export class PureCall<Result> {
  private readonly inputs: readonly EngineColumn[];
  private readonly body: (...values: readonly ComputedValue[]) => Result;
  /** Filled anew for every call; the body gets its own copy through the spread. */
  private readonly values: ComputedValue[];

  constructor(inputs: readonly EngineColumn[], body: (...values: readonly ComputedValue[]) => Result) {
    this.inputs = inputs;
    this.body = body;
    this.values = inputs.map(() => null);
  }

  now(slot: number): Result | CellError {
    for (let i = 0; i < this.inputs.length; i++) {
      const value = (this.inputs[i] as EngineColumn).now(slot);
      if (isCellError(value)) return value;
      this.values[i] = value;
    }
    return this.call();
  }

  /** With the values before the batch. */
  was(slot: number): Result | CellError {
    for (let i = 0; i < this.inputs.length; i++) {
      const value = (this.inputs[i] as EngineColumn).was(slot);
      if (isCellError(value)) return value;
      this.values[i] = value;
    }
    return this.call();
  }

  private call(): Result | CellError {
    try {
      return this.body(...this.values);
    } catch (thrown) {
      return { code: '#ERROR', because: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }
}

/** Numbers that are none (0/0, 1/0) become errors, so that they cannot spread. */
export function settleNumber(value: ComputedValue): ComputedValue {
  if (typeof value !== 'number') return value;
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Number.isNaN(value)) return { code: '#VALUE', because: 'The formula does not give a number.' };
  return { code: '#DIV0', because: 'The formula divides by zero or its result is too large.' };
}
