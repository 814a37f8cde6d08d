/**
 * The hidden columns that a formula needs: one lookup for each reference on the way, one roll-up where the way fans out.
 * Their names say what they are, so that two formulas with the same need share one, and `$` keeps them out of sight.
 */
import { assert } from '#kernel/result.ts';
import { computed, type Lookup, type Rollup } from '#schema/computed.ts';
import { findTarget, spaceAfter, type NamedColumn, type Names, type Step } from './names.ts';

/** Table or group → hidden column → declaration. */
export type Helpers = Readonly<Record<string, Readonly<Record<string, Lookup | Rollup>>>>;

export interface Way {
  /** Where the value is needed. */
  readonly space: string;
  readonly steps: readonly Step[];
  readonly column: string;
}

export interface Where {
  readonly of: readonly string[];
  readonly keep: NonNullable<Rollup['where']>['keep'];
  /** The condition in words, for the name of the helper. */
  readonly text: string;
}

export interface Gathering {
  readonly kind: 'count' | 'sum' | 'min' | 'max';
  readonly where?: Where | undefined;
}

export class HelperShelf {
  /** `space/column`: what is read of columns that are not hidden. */
  readonly reads = new Set<string>();
  private readonly names: Names;
  private readonly helpers = new Map<string, Map<string, Lookup | Rollup>>();

  constructor(names: Names) {
    this.names = names;
  }

  get all(): Helpers {
    return Object.fromEntries([...this.helpers].map(([space, columns]) => [space, Object.fromEntries(columns)]));
  }

  /** The column of `space` that holds the value at the end of the way; `gathering` where the way leads to rows. */
  reach({ space, steps, column }: Way, gathering?: Gathering): string {
    const target = findTarget(this.names, { home: space, steps, column });
    assert(target, `A way to ${column} is followed only after it was found.`);
    const [step, ...rest] = steps;
    if (!step) return this.read(space, column);
    const next = spaceAfter(this.names, space, step) ?? '';
    if (step.kind === 'reference') {
      this.read(space, step.column);
      const inner = this.reach({ space: next, steps: rest, column }, gathering);
      return this.put(space, `$${step.column}.${inner}`, lookup({ step, inner, target: target.column, gathering }));
    }
    assert(gathering, 'A way to rows is followed only to gather them.');
    for (const by of step.by) this.read(step.from, by);
    const inner = this.reach({ space: next, steps: rest, column });
    const condition = gathering.where ? `?${gathering.where.text}` : '';
    const name = `$${gathering.kind}:${step.from}(${step.by.join()}).${inner}${condition}`;
    return this.put(space, name, rollup({ step, inner, target: target.column, gathering }));
  }

  private read(space: string, column: string): string {
    this.reads.add(`${space}/${column}`);
    return column;
  }

  private put(space: string, name: string, helper: Lookup | Rollup): string {
    const columns = this.helpers.get(space) ?? new Map<string, Lookup | Rollup>();
    this.helpers.set(space, columns.set(name, helper));
    return name;
  }
}

interface HelperPlan<S extends Step['kind']> {
  readonly step: Step & { readonly kind: S };
  /** The column in the next space. */
  readonly inner: string;
  readonly target: NamedColumn;
  readonly gathering: Gathering | undefined;
}

function lookup({ step, inner, target, gathering }: HelperPlan<'reference'>): Lookup {
  const { label, kind, choices } = target;
  const shows = gathering?.kind === 'count' ? 'integer' : kind;
  const shown = { label, words: label, shows, ...(choices ? { choices } : {}) };
  return computed.lookup({ ...shown, through: step.column, column: inner });
}

function rollup({ step, inner, target, gathering }: HelperPlan<'rows'>): Rollup {
  const { kind, where } = gathering as Gathering;
  const shown = {
    label: target.label,
    words: target.label,
    shows: kind === 'count' ? 'integer' : target.kind
  } as const;
  return computed.rollup({
    ...shown,
    from: step.from,
    by: step.by,
    measure: kind === 'count' ? { kind } : { kind, column: inner },
    ...(where ? { where: { of: where.of, keep: where.keep } } : {})
  });
}
