/** The parts of the peers that the benches use: the packages are not there for the project's own type check. */
declare module 'y-indexeddb' {
  import type { Doc } from 'yjs';

  export class IndexeddbPersistence {
    constructor(name: string, doc: Doc);
    readonly whenSynced: Promise<unknown>;
    destroy(): Promise<void>;
  }
}

declare module '@tanstack/db-ivm' {
  export class MultiSet<T> {
    constructor(data: (readonly [T, number])[]);
    getInner(): (readonly [T, number])[];
  }

  export interface Stream<T> {
    pipe<A>(a: Operator<T, A>): Stream<A>;
    pipe<A, B, C, D, E>(
      ...operators: [Operator<T, A>, Operator<A, B>, Operator<B, C>, Operator<C, D>, Operator<D, E>]
    ): Stream<E>;
  }

  export type Operator<In, Out> = (stream: Stream<In>) => Stream<Out>;

  export class D2 {
    newInput<T>(): Stream<T> & { sendData(data: MultiSet<T>): void };
    finalize(): void;
    run(): void;
  }

  export interface Sum<T> {
    readonly __of?: T;
  }

  export const groupByOperators: { sum<T>(value: (row: T) => number): Sum<T> };
  export function groupBy<T, K extends object, A extends Readonly<Record<string, Sum<T>>>>(
    key: (row: T) => K,
    sums: A
  ): Operator<T, [string, K & { readonly [N in keyof A]: number }]>;
  export function map<In, Out>(change: (value: In) => Out): Operator<In, Out>;
  export function join<K, A, B>(other: Stream<[K, B]>, kind: 'inner'): Operator<[K, A], [K, [A, B]]>;
  export function output<T>(take: (changes: MultiSet<T>) => void): Operator<T, T>;
}

declare module 'hyperformula' {
  export interface CellPlace {
    readonly sheet: number;
    readonly row: number;
    readonly col: number;
  }

  export class HyperFormula {
    static buildFromSheets(sheets: Record<string, unknown[][]>, options: { readonly licenseKey: string }): HyperFormula;
    getSheetId(name: string): number | undefined;
    setCellContents(at: CellPlace, rows: unknown[][]): unknown;
    getCellValue(at: CellPlace): unknown;
  }
}
