/**
 * Runs tasks one after another. Sign-ins wait here, so that a flood of guesses costs one core and 19 MB at most, and a
 * guess is counted before the next is tried; so do writes that first look whether something is there.
 */
export type OneAtATime = <T>(task: () => Promise<T>) => Promise<T>;

export function createOneAtATime(): OneAtATime {
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = tail.then(task);
    tail = result.catch(() => undefined);
    return result;
  };
}
