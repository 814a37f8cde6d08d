/** A merge sort that can be stopped: the library's own holds the page for 50 ms over 20,000 Chinese names. */
import type { Pace, Steps } from './pace.ts';

/** Stable. Gives a new array. */
export function* sortInSteps<T>(items: readonly T[], compare: (a: T, b: T) => number, pace: Pace): Steps<T[]> {
  let from = [...items];
  for (let run = 1; run < from.length; run *= 2) {
    const to: T[] = [];
    for (let start = 0; start < from.length; start += 2 * run) {
      const middle = Math.min(start + run, from.length);
      const end = Math.min(start + 2 * run, from.length);
      let [left, right] = [start, middle];
      while (left < middle || right < end) {
        if (pace.isDue()) yield;
        const takesLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0);
        to.push(from[takesLeft ? left++ : right++]!);
      }
    }
    from = to;
  }
  return from;
}
