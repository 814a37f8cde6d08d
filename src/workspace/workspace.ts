/**
 * The composition of one person's work on one device: books, computed columns, the gate, the outbox, undo and the line
 * to the relay. Everything the screens read or do goes through here; nothing here knows Svelte or the DOM.
 *
 * Reading is synchronous and from memory. Writing is: plan → gate → commit into the book's feed → folded at once → local
 * store → relay. An edit that the gate refuses writes nothing and says what to do.
 *
 * Longer than a file should be, since it is the one door: what screens may do is listed here and nowhere else; how each
 * thing is done lies in the files beside it.
 */
import { composeCommit } from '#book/compose.ts';
import { historyOfCell, historyOfRow, type HistoryEntry } from '#book/history.ts';
import type { BookEvent } from '#book/replica.ts';
import { planUndo, type NotUndone } from '#book/undo.ts';
import { createEngine, type ActiveAlert, type Engine } from '#engine/engine.ts';
import { PLAIN_ACTIONS, type Person } from '#gate/gate-view.ts';
import { judgeCommit } from '#gate/judge-commit.ts';
import type { RowId } from '#kernel/ids.ts';
import { localDateAt } from '#kernel/local-date.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { deviceOf, millisOf, type Clock, type Stamp } from '#kernel/stamp.ts';
import { rowIdOf } from '#kernel/ids.ts';
import { commitToText, idOfText, parseCommit, type Commit } from '#protocol/commit.ts';
import type { SessionBinding } from '#protocol/messages.ts';
import type { PlannedRow, PlannedWrite, Reader } from '#schema/action.ts';
import type { CellValue } from '#schema/column.ts';
import type { Schema } from '#schema/module.ts';
import { joinName, nameColumns } from '#schema/row-name.ts';
import { DELETED_COLUMN, type RowArray, type Table } from '#schema/table.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import type { OpenBook, Shelf } from './shelf.ts';
import { resolveColumn, type ShownColumn } from './column-path.ts';
import { Drafts } from './drafts.ts';
import { gateViewOfBook } from './gate-view-of-book.ts';
import { Outbox, type CommitState } from './outbox.ts';
import { shapesOf } from '#book/shapes.ts';
import type { TableShape } from '#book/table-fold.ts';
import { TableReader } from './table-reader.ts';
import { checkInput, joinWrites, sortByBook, validatorOfInput, type InputValidator } from './planned-writes.ts';
import { UndoStack, type UndoStep } from './undo-stack.ts';

export interface WorkspaceSetup {
  readonly schema: Schema;
  readonly person: Person;
  readonly userName: string;
  readonly clock: Clock;
  readonly openShelf: (setup: TroubleTold) => Shelf;
  readonly documents: DocumentStore;
  /** Whether this tab's outbox learns of answers itself or mirrors the leading tab's. */
  readonly outbox: 'leads' | 'follows';
}

/** A shelf says what went wrong with the local store. */
export interface TroubleTold {
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly onDamage: (book: string, sentence: string) => void;
  readonly onWriteFailure: (book: string, cause: unknown) => void;
  readonly onWriteRecovery: (book: string) => void;
}

export interface Edit {
  readonly table: string;
  readonly row: RowId;
  readonly values: Readonly<Record<string, CellValue>>;
}

/** What an undo or redo did. */
export interface Undone {
  readonly step: UndoStep;
  readonly notUndone: readonly NotUndone[];
}

/** One side of a conflict. */
export interface HeadValue {
  readonly stamp: Stamp;
  readonly value: CellValue;
  readonly by: string;
  readonly on: string;
  readonly at: number;
}

interface Trouble {
  readonly book: string;
  readonly sentence: string;
  readonly of?: 'write';
}

export interface RowsChanged {
  /** Table or group id → rows whose stored or computed cells changed, came or went. */
  readonly tables: ReadonlyMap<string, ReadonlySet<RowId>>;
  /** Tables in which rows came or went: a grid must ask for its rows again. */
  readonly membership: ReadonlySet<string>;
  readonly own: boolean;
}

export class Workspace {
  readonly schema: Schema;
  readonly person: Person;
  readonly userName: string;
  readonly shelf: Shelf;
  readonly tables: TableReader;
  readonly engine: Engine;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly undoStack = new UndoStack();
  readonly clock: Clock;
  readonly documents: DocumentStore;
  readonly #rowListeners = new Set<(change: RowsChanged) => void>();
  readonly #stateListeners = new Set<() => void>();
  readonly #bookListeners = new Set<(book: OpenBook) => void>();
  readonly #inputValidators = new Map<string, InputValidator>();
  #troubles: readonly Trouble[] = [];
  #started = false;
  /** What the local store or the gate said last changes nothing until it is read: one notice per turn is enough. */
  #stateNotice = false;

  constructor(setup: WorkspaceSetup) {
    this.schema = setup.schema;
    this.person = setup.person;
    this.userName = setup.userName;
    this.clock = setup.clock;
    this.documents = setup.documents;
    this.shelf = setup.openShelf({
      shapes: shapesOf(setup.schema),
      onDamage: (book, sentence) => this.#trouble(book, sentence),
      onWriteFailure: (book, cause) =>
        this.#trouble(book, cause instanceof Error ? cause.message : String(cause), 'write'),
      onWriteRecovery: (book) => this.#forgetWriteTroubles(book)
    });
    this.tables = new TableReader(this.shelf);
    this.engine = createEngine(setup.schema);
    const onChange = (): void => this.noticeState();
    this.outbox = new Outbox({
      device: setup.person.device,
      documents: setup.documents,
      role: setup.outbox,
      now: () => setup.clock.now(),
      onChange
    });
    this.drafts = new Drafts(setup.documents, onChange);
  }

  /** Opens the books stored here (and `also`), computes everything once, and is ready for reading and writing. */
  async open(stored: readonly string[], also: readonly string[]): Promise<void> {
    await Promise.all([this.outbox.open(), this.drafts.open()]);
    for (const name of new Set([...stored, ...also])) this.outbox.adopt(await this.shelf.open(name));
    for (const table of this.schema.tables.keys()) this.engine.load(table, this.tables.computedRows(table));
    this.engine.start();
    this.#started = true;
    this.shelf.listen((book, event) => this.#follow(book, event));
  }

  /** A book that the relay or a date brings later. */
  async openBook(name: string): Promise<OpenBook> {
    const known = this.shelf.books.get(name);
    if (known) return known;
    const book = await this.shelf.open(name);
    this.announceBook(book);
    return book;
  }

  /** Goes on as another session, with a clock that was set right. */
  renewSession({ session, client }: SessionBinding, offsetMs: number): void {
    const standing = [...this.shelf.books.values()].flatMap(({ replica }) =>
      [...replica.fold.ids()].filter((id) => this.outbox.stateOf(id) === 'accepted')
    );
    const from = standing.reduce<Stamp | null>((newest, id) => (newest === null || id > newest ? id : newest), null);
    this.clock.renew({ session, offsetMs, from });
    this.shelf.renewClient(client);
  }

  /** What another tab of this person wrote, under its own session; the same text twice is once. */
  takeFromTab({
    book: name,
    text,
    binding
  }: {
    readonly book: string;
    readonly text: string;
    readonly binding: SessionBinding;
  }): void {
    const book = this.shelf.books.get(name) ?? this.#beginBook(name);
    const id = idOfText(text);
    if (id === null || book.replica.fold.has(id) || book.replica.fold.isCovered(id)) return this.noticeState();
    this.clock.adopt(id);
    this.outbox.add(id, name, text);
    this.shelf.appendAs(book, text, binding.client);
    this.#followWrite(book, id);
  }

  /** A commit under a new stamp, in place of one that the relay would not take. */
  resubmit(book: OpenBook, commit: Commit, instead: Stamp): void {
    this.undoStack.rename(instead, commit.id);
    this.#append(book, commit);
  }

  close(): void {
    this.shelf.close();
  }

  // ---- listening ----------------------------------------------------------------------------------------------------

  onRows(listener: (change: RowsChanged) => void): () => void {
    this.#rowListeners.add(listener);
    return () => this.#rowListeners.delete(listener);
  }

  /** Save states, drafts, conflicts' inbox: whatever the shell shows. At most once a turn. */
  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onBook(listener: (book: OpenBook) => void): () => void {
    this.#bookListeners.add(listener);
    return () => this.#bookListeners.delete(listener);
  }

  noticeState(): void {
    if (this.#stateNotice) return;
    this.#stateNotice = true;
    queueMicrotask(() => {
      this.#stateNotice = false;
      for (const listener of this.#stateListeners) listener();
    });
  }

  // ---- reading ------------------------------------------------------------------------------------------------------

  table(id: string): Table {
    const table = this.schema.tables.get(id);
    if (!table) throw new Error(`There is no table ${id}.`);
    return table;
  }

  /** Row ids of all living shops. */
  shops(): readonly RowId[] {
    return [...this.tables.rows('shops.shops')].map((row) => row[0]);
  }

  column(table: string, path: string): ShownColumn {
    return resolveColumn(
      { schema: this.schema, engine: this.engine, shops: () => this.shops() },
      this.table(table),
      path
    );
  }

  /** How a row is named where it is referred to; its id where it has not come yet. */
  titleOf(tableId: string, id: RowId): string {
    const table = this.table(tableId);
    const values = this.tables.values(tableId, id);
    if (!values) return id;
    return (
      joinName(nameColumns(table).map((name) => String(values[name] ?? ''))) || String(values[table.key ?? ''] ?? id)
    );
  }

  heads(table: string, row: RowId, column: string): readonly HeadValue[] {
    const fold = this.tables.foldOf(table, row);
    return (this.tables.cell(table, row, column)?.heads ?? []).map(({ stamp, value }) => ({
      stamp,
      value,
      by: fold?.headOf(stamp)?.by ?? '',
      on: deviceOf(stamp),
      at: millisOf(stamp)
    }));
  }

  history(table: string, row: RowId, column?: string): readonly HistoryEntry[] {
    const fold = this.tables.foldOf(table, row);
    if (!fold) return [];
    return column ? historyOfCell(fold, { table, row, column }).reverse() : historyOfRow(fold, table, row);
  }

  /** Damage of the local store, and writes that it refuses at present, newest last. */
  get troubles(): readonly Trouble[] {
    return this.#troubles;
  }

  alerts(): Iterable<ActiveAlert> {
    return this.engine.alerts();
  }

  /** The weakest state among the commits that made the row what it shows. */
  stateOfRow(table: string, id: RowId): CommitState {
    if (this.outbox.waitingCount === 0) return 'accepted';
    const placed = this.tables.place(table, id);
    if (!placed) return 'accepted';
    const stamps = [placed.table.birthOf(id)?.id, ...placed.table.laterHeads(id).map((head) => head.stamp)];
    const states = new Set(stamps.map((stamp) => (stamp ? this.outbox.stateOf(stamp) : 'accepted')));
    return states.has('saving') ? 'saving' : states.has('on-device') ? 'on-device' : 'accepted';
  }

  get reader(): Reader {
    return {
      row: (table, id) => (this.tables.isDeleted(table, id) ? undefined : this.tables.values(table, id)),
      find: (table, column, value) => this.tables.find(table, column, value),
      computed: (table, id, column) => this.engine.value(table, id, column)
    };
  }

  // ---- writing ------------------------------------------------------------------------------------------------------

  /** Typed or pasted cells of existing rows, as one commit. */
  edit(edits: readonly Edit[], action: string = PLAIN_ACTIONS.edit): Result<UndoStep> {
    const byTable = new Map<string, PlannedRow[]>();
    for (const { table, row, values } of edits) {
      const rows = byTable.get(table);
      if (rows) rows.push({ id: row, values });
      else byTable.set(table, [{ id: row, values }]);
    }
    return this.write(
      [...byTable].map(([table, rows]): PlannedWrite => ({ table, rows })),
      { action }
    );
  }

  addRow(table: string, values: Readonly<Record<string, CellValue>>): Result<RowId> {
    const id = rowIdOf(this.clock.next(), 0);
    const written = this.write([{ table, create: true, rows: [{ id, values }] }], { action: PLAIN_ACTIONS.add });
    return written.ok ? succeed(id) : written;
  }

  deleteRows(table: string, ids: readonly RowId[]): Result<UndoStep> {
    const rows = ids.map((id) => ({ id, values: { [DELETED_COLUMN]: true } }));
    return this.write([{ table, rows }], { action: PLAIN_ACTIONS.remove });
  }

  restoreRows(table: string, ids: readonly RowId[]): Result<UndoStep> {
    const rows = ids.map((id) => ({ id, values: { [DELETED_COLUMN]: null } }));
    return this.write([{ table, rows }], { action: PLAIN_ACTIONS.restore });
  }

  /** Decides a conflict: an ordinary write that names all heads. */
  decide(table: string, row: RowId, values: Readonly<Record<string, CellValue>>): Result<UndoStep> {
    return this.write([{ table, rows: [{ id: row, values }] }], { action: PLAIN_ACTIONS.decide });
  }

  /** Runs a declared action on what its form gave. */
  run(actionId: string, input: Readonly<Record<string, CellValue>>, group?: string): Result<UndoStep> {
    const planned = this.plan(actionId, input);
    return planned.ok ? this.write(planned.value, { action: actionId, ...(group ? { group } : {}) }) : planned;
  }

  /** What an action would write, nothing written. */
  plan(actionId: string, input: Readonly<Record<string, CellValue>>): Result<readonly PlannedWrite[]> {
    const action = this.schema.actions.get(actionId);
    if (!action) return refuse('newer-version', { name: actionId });
    let validator = this.#inputValidators.get(actionId);
    if (!validator) this.#inputValidators.set(actionId, (validator = validatorOfInput(action)));
    const checked = checkInput({ action, validator, input });
    if (!checked.ok) return checked;
    const now = this.clock.now();
    const stamp = this.clock.next();
    let rows = 0;
    return action.plan(checked.value, this.reader, {
      now,
      today: localDateAt(now),
      by: this.person.user,
      newRowId: () => rowIdOf(stamp, rows++)
    });
  }

  /**
   * One commit per book, all or nothing before the gate. Several books share a group, so that undo is one step.
   */
  write(
    planned: readonly PlannedWrite[],
    options: {
      readonly action: string;
      readonly group?: string;
      readonly undoes?: readonly Stamp[];
      readonly silent?: true;
    }
  ): Result<UndoStep> {
    const sorted = sortByBook(planned, { schema: this.schema, bookOf: (table, row) => this.#bookOf(table, row) });
    if (!sorted.ok) return sorted;
    const { action, undoes } = options;
    const group = options.group ?? (sorted.value.size > 1 ? rowIdOf(this.clock.next(), 0) : undefined);
    const composed: { book: OpenBook; commit: Commit }[] = [];
    for (const [name, writes] of sorted.value) {
      const book = this.shelf.books.get(name) ?? this.#beginBook(name);
      const { user, device } = this.person;
      const commit = composeCommit(book.replica.fold, {
        id: this.clock.next(),
        by: user,
        on: device,
        action,
        writes,
        ...(group === undefined ? {} : { group }),
        ...(undoes === undefined ? {} : { undoes })
      });
      const refusal = judgeCommit(commit, gateViewOfBook(this.schema, book, this.clock), this.person);
      if (refusal) return refusal;
      composed.push({ book, commit });
    }
    const step: UndoStep = {
      action,
      commits: composed.map(({ book, commit }) => ({ book: book.name, id: commit.id }))
    };
    for (const { book, commit } of composed) this.#append(book, commit);
    if (!options.silent) this.undoStack.did(step);
    return succeed(step);
  }

  undo(): Result<Undone> {
    const step = this.undoStack.undoable;
    return step ? this.reverse(step, PLAIN_ACTIONS.undo) : refuse('nothing-to-undo');
  }

  redo(): Result<Undone> {
    const step = this.undoStack.redoable;
    return step ? this.reverse(step, PLAIN_ACTIONS.redo) : refuse('nothing-to-redo');
  }

  /** Takes back a step of mine, also an older one: what was changed since stays, and is named. */
  reverse(asked: UndoStep, action: 'undo' | 'redo'): Result<Undone> {
    const step = this.undoStack.present(asked);
    this.undoStack.drop(step);
    const writes: PlannedWrite[] = [];
    const notUndone: NotUndone[] = [];
    for (const { book, id } of [...step.commits].reverse()) {
      const fold = this.shelf.books.get(book)?.replica.fold;
      const text = fold?.textOf(id);
      const commit = text === undefined ? null : parseCommit(text);
      if (!fold || !commit) return refuse('undo-needs-the-relay', { action: step.action });
      const plan = planUndo(fold, commit, this.schema.tables);
      writes.push(...plan.writes);
      notUndone.push(...plan.notUndone);
    }
    if (writes.length === 0) return refuse('nothing-left-to-undo', { cells: notUndone.length });
    const written = this.write(joinWrites(writes), { action, undoes: step.commits.map(({ id }) => id), silent: true });
    if (!written.ok) return written;
    if (action === PLAIN_ACTIONS.undo) this.undoStack.undid(written.value);
    else this.undoStack.redid(written.value);
    return succeed({ step, notUndone });
  }

  /**
   * The commit lies in the feed and the tables when this returns; it is on this device once `written` resolves.
   */
  #append(book: OpenBook, commit: Commit): void {
    this.outbox.add(commit.id, book.name, commitToText(commit));
    book.replica.append(commit);
    this.#followWrite(book, commit.id);
  }

  #followWrite(book: OpenBook, id: Stamp): void {
    void this.shelf.written(book.name).then(
      () => this.outbox.markOnDevice(id),
      () => this.noticeState()
    );
  }

  #bookOf(table: string, row: RowId): Result<string> {
    const placed = this.tables.place(table, row);
    return placed ? succeed(placed.book.name) : refuse('depends-on', { row, table });
  }

  #beginBook(name: string): OpenBook {
    const book = this.shelf.openEmpty(name);
    this.announceBook(book);
    return book;
  }

  /** A book is on the shelf now: compute with it, and tell. */
  announceBook(book: OpenBook): void {
    this.outbox.adopt(book);
    if (this.#started) {
      const changes = [...book.replica.fold.tables.values()].flatMap((table) =>
        [...table.computedRows()].map((after) => ({ table: table.id, id: after[0], before: undefined, after }))
      );
      if (changes.length > 0) this.#follow(book, { changes, added: [], removed: [], rebuilt: true, origin: 'load' });
    }
    for (const listener of this.#bookListeners) listener(book);
  }

  #follow(_book: OpenBook, event: BookEvent): void {
    const known = event.changes.filter(({ table }) => this.schema.tables.has(table));
    const tables = new Map<string, Set<RowId>>();
    const membership = new Set<string>();
    const note = (table: string, id: RowId): void => {
      const rows = tables.get(table);
      if (rows) rows.add(id);
      else tables.set(table, new Set([id]));
    };
    for (const { table, id, before, after } of known) {
      note(table, id);
      this.tables.forgetIndexes(table);
      if ((before === undefined) !== (after === undefined)) membership.add(table);
    }
    for (const { table, id, row } of this.engine.apply(known)) {
      note(table, id);
      if (row) membership.add(table);
    }
    const change: RowsChanged = { tables, membership, own: event.origin === 'append' };
    for (const listener of this.#rowListeners) listener(change);
    this.noticeState();
  }

  #trouble(book: string, sentence: string, of?: 'write'): void {
    const trouble = { book, sentence, ...(of ? { of } : {}) };
    const isKnown = this.#troubles.some((known) => known.book === book && known.sentence === sentence);
    if (!isKnown) this.#troubles = [...this.#troubles, trouble];
    this.noticeState();
  }

  #forgetWriteTroubles(book: string): void {
    this.#troubles = this.#troubles.filter((trouble) => trouble.book !== book || trouble.of !== 'write');
    this.noticeState();
  }
}

export type { ShownColumn, RowArray, HistoryEntry, ActiveAlert };
