import { describe, expect, it } from 'vitest';
import { ChangeLog, Schedule, type Node } from './change-log.ts';

describe('a schedule', () => {
  const begin = () => {
    const schedule = new Schedule();
    const ran: string[] = [];
    const node = (name: string): Node => ({ build: () => ran.push(`${name} built`), run: () => ran.push(name) });
    const batch = (log: ChangeLog<null>): string[] => {
      ran.length = 0;
      log.record(0, null);
      schedule.settle();
      schedule.forget();
      return [...ran];
    };
    return { schedule, ran, node, batch };
  };

  it('runs the readers of a log in the order of their ranks, each once', () => {
    const { schedule, node, batch } = begin();
    const log = new ChangeLog<null>(schedule);
    const ranks = ['first', 'second', 'third'].map((name) => schedule.add(node(name)));
    for (const rank of ranks) if (rank !== 1) log.wakes(rank);
    log.wakes(2);
    expect(batch(log)).toEqual(['first', 'third']);
  });

  it('never runs a node that was dropped, nor one that took its rank for what it did not read', () => {
    const { schedule, ran, node, batch } = begin();
    const [log, other] = [new ChangeLog<null>(schedule), new ChangeLog<null>(schedule)];
    log.wakes(schedule.add(node('kept')));
    const rank = schedule.add(node('dropped'));
    log.wakes(rank);
    schedule.dropFrom(rank);
    log.sleepsFrom(rank);
    other.wakes(schedule.add(node('added')));
    schedule.build(rank);
    expect(ran).toEqual(['added built']);
    expect(batch(log)).toEqual(['kept']);
    expect(batch(other)).toEqual(['added']);
  });
});
