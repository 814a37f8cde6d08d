/**
 * Whatever the network, the clocks and the disks do: all replicas show the same tables, exactly what the causal oracle
 * expects, no accepted commit is missing and no refused one is present.
 */
import * as Y from 'yjs';
import { afterAll, describe, expect, it } from 'vitest';
import { digestTables } from '#book/table-digest.ts';
import { createChance, seedsToRun, type Chance } from '../support/random.ts';
import { expectTables, type ExpectedRow } from './oracle.ts';
import { Simulation, type Device, type Profile } from './simulation.ts';

const STEPS = 120;
const tally = { commits: 0, accepted: 0, refused: 0, restamped: 0, conflicts: 0, packs: 0 };

describe('four devices, one relay, a bad line', () => {
  for (const seed of seedsToRun(60))
    it(`[CONV] seed ${seed}: tables and digests equal, conflicts exactly the oracle's`, async () => {
      const simulation = new Simulation(createChance(seed));
      await simulation.start(4);
      await live(simulation);
      await settle(simulation);
      check(simulation);
    });

  afterAll(() => console.log(`convergence: ${JSON.stringify(tally)}`));
});

async function live(simulation: Simulation): Promise<void> {
  const { chance } = simulation;
  let oldCopy: { of: Device; profile: Profile } | null = null;
  for (let step = 0; step < STEPS; step++) {
    simulation.nowMs += chance.below(90_000);
    const device = chance.pick(simulation.devices);
    const roll = chance.next();
    if (roll < 0.5) act(simulation, device);
    else if (roll < 0.62) await carry(simulation, device);
    else if (roll < 0.72) await toggleLine(simulation, device);
    else if (roll < 0.76) simulation.restart(device);
    else if (roll < 0.79) oldCopy = { of: device, profile: copyOf(device.profile) };
    else if (roll < 0.81 && oldCopy) {
      // A restored profile has forgotten what it did since: what the relay had not accepted of that is gone with the disk.
      forgetUnsent(simulation, oldCopy.of, oldCopy.profile);
      simulation.restore(oldCopy.of, oldCopy.profile);
    } else if (roll < 0.83 && simulation.devices.length < 6) cloneProfile(simulation, device);
    else if (roll < 0.87) {
      await simulation.host.pack();
      simulation.packs += 1;
    } else if (roll < 0.9) {
      for (const each of simulation.devices) simulation.disconnect(each);
      await simulation.startRelay();
    } else if (device.online) await simulation.exchange(device);
  }
}

function act(simulation: Simulation, device: Device): void {
  const { chance } = simulation;
  const table = device.replica.fold.table('test.items');
  const rows = [...table.rows()].map((row) => row[0]);
  const roll = chance.next();
  if (rows.length === 0 || roll < 0.12) {
    const values = {
      name: `n${chance.below(5)}`,
      price: chance.happens(0.5) ? chance.below(9) * 100 : null,
      stock: null
    };
    // Two shops importing one file: the same id, made from the key.
    const id = chance.happens(0.3) ? `item:${chance.below(3)}` : simulation.newRowId(device);
    if (!table.has(id))
      simulation.write(device, 'rows.import', [{ table: 'test.items', create: true, rows: [{ id, values }] }]);
  } else if (roll < 0.3) {
    const quantity = chance.below(9) - 4;
    const rowsToAdd = [{ id: simulation.newRowId(device), values: { item: chance.pick(rows), quantity } }];
    simulation.write(device, 'test.move', [{ table: 'test.moves', create: true, rows: rowsToAdd }]);
  } else if (roll < 0.38) {
    simulation.write(device, 'rows.delete', [
      { table: 'test.items', rows: [{ id: chance.pick(rows), values: { $deleted: true } }] }
    ]);
  } else if (roll < 0.42) {
    const gone = [...table.deletedRows()].map((row) => row[0]);
    if (gone.length > 0)
      simulation.write(device, 'rows.restore', [
        { table: 'test.items', rows: [{ id: chance.pick(gone), values: { $deleted: null } }] }
      ]);
  } else if (roll < 0.5) simulation.undoLast(device);
  else if (roll < 0.55) {
    // Past the browser's gate: a negative price, which the relay must refuse.
    const commit = simulation.write(device, 'cells.edit', [
      { table: 'test.items', rows: [{ id: chance.pick(rows), values: { price: -1 } }] }
    ]);
    simulation.forbidden.add(commit.id);
  } else {
    const [name, value] = pickCell(chance);
    simulation.write(device, 'cells.edit', [
      { table: 'test.items', rows: [{ id: chance.pick(rows), values: { [name]: value } }] }
    ]);
  }
}

function pickCell(chance: Chance): [string, string | number | null] {
  return chance.pick<() => [string, string | number | null]>([
    () => ['name', chance.happens(0.2) ? null : `n${chance.below(6)}`],
    () => ['price', chance.below(9) * 100],
    () => ['stock', chance.below(20)]
  ])();
}

/** Messages between one device and the relay: late, twice, in another order. */
async function carry(simulation: Simulation, device: Device): Promise<void> {
  const { chance } = simulation;
  if (!device.online) return;
  const up = device.outgoing.splice(0, 1 + chance.below(4));
  if (chance.happens(0.3)) up.reverse();
  for (const update of up) {
    await simulation.deliverUp(device, update);
    if (chance.happens(0.2)) await simulation.deliverUp(device, update);
  }
  const down = device.incoming.splice(0, 1 + chance.below(6));
  if (chance.happens(0.3)) down.reverse();
  for (const update of down) {
    simulation.deliverDown(device, update);
    if (chance.happens(0.2)) simulation.deliverDown(device, update);
  }
}

async function toggleLine(simulation: Simulation, device: Device): Promise<void> {
  if (device.online) return simulation.disconnect(device);
  simulation.connect(device);
  await simulation.exchange(device);
}

function copyOf(profile: Profile): Profile {
  return {
    ...profile,
    updates: [...profile.updates],
    sessions: [...profile.sessions],
    recorded: new Map(profile.recorded),
    renamed: new Map(profile.renamed)
  };
}

/** Two live copies of one profile: same device, two sessions. */
function cloneProfile(simulation: Simulation, device: Device): void {
  simulation.devices.push(simulation.boot(`${device.name} again`, copyOf(device.profile), device.skewMs));
}

function forgetUnsent(simulation: Simulation, device: Device, old: Profile): void {
  for (const [id, { commit }] of device.profile.recorded) {
    const elsewhere = simulation.devices.some((other) => other !== device && other.profile.recorded.has(id));
    if (!old.recorded.has(id) && !elsewhere && !simulation.host.fold.has(commit.id) && !simulation.verdicts.has(id))
      simulation.history.delete(id);
  }
}

/** Everybody back online; two rounds, since the first may have stamped commits again. */
async function settle(simulation: Simulation): Promise<void> {
  for (let round = 0; round < 4; round++)
    for (const device of simulation.devices) {
      simulation.connect(device);
      await simulation.exchange(device);
    }
  for (const device of simulation.devices) await simulation.exchange(device);
}

function check(simulation: Simulation): void {
  const { host, history, verdicts, devices, forbidden } = simulation;
  for (const [id, commit] of history) {
    expect(verdicts.get(id), `${id} ${JSON.stringify(commit.writes)} has a verdict`).toBeDefined();
    if (forbidden.has(id)) expect(verdicts.get(id)).toBe('refused');
  }
  const accepted = [...history.values()].filter(({ id }) => verdicts.get(id) === 'accepted');
  const expected = expectTables(accepted);
  const relayDigest = digestTables(host.fold);
  for (const { name, replica } of devices) {
    expect(digestTables(replica.fold), `${name} shows the relay's tables`).toBe(relayDigest);
    expect(replica.fold.digest(), `${name} holds the relay's commits`).toBe(host.fold.digest());
    for (const id of forbidden) expect(replica.fold.has(id), `${name} holds a refused commit`).toBe(false);
  }
  compareTables(simulation, expected);
  const reopened = openAgain(simulation);
  expect(digestTables(reopened), 'a fresh replica of what the relay sends').toBe(relayDigest);
  tally.commits += history.size;
  tally.accepted += accepted.length;
  tally.refused += [...verdicts.values()].filter((verdict) => verdict === 'refused').length;
  tally.restamped += simulation.restamped.size;
  tally.packs += simulation.packs;
}

function compareTables({ host }: Simulation, expected: ReadonlyMap<string, ExpectedRow>): void {
  for (const table of host.fold.tables.values()) {
    for (const id of table.allIds())
      expect(expected.has(`${table.id} ${id}`), `${table.id} ${id} was accepted`).toBe(true);
  }
  for (const [key, row] of expected) {
    const [tableId, id] = key.split(' ') as [string, string];
    const table = host.fold.table(tableId);
    expect(table.has(id), `${key} is there`).toBe(true);
    expect(table.isDeleted(id), `${key} deleted`).toBe(row.deleted);
    const conflicts = table.conflicts.get(id) ?? new Set<string>();
    expect(conflicts.has('$deleted'), `${key} deletion disputed`).toBe(row.deletionDisputed);
    for (const [name, cell] of row.cells) {
      if (table.kind === 'ledger') continue;
      const state = table.cell(id, name);
      expect(
        state.heads.map((head) => head.value),
        `${key} ${name} heads`
      ).toEqual(cell.values);
      expect(table.row(id)![table.columns.indexOf(name) + 1] ?? null, `${key} ${name} shown`).toBe(cell.shown);
      expect(conflicts.has(name), `${key} ${name} conflict`).toBe(cell.conflict);
      if (cell.conflict) tally.conflicts += 1;
    }
  }
}

function openAgain({ host, schema, devices }: Simulation): Device['replica']['fold'] {
  const fresh = new Simulation(createChance(1)).boot('fresh', { ...devices[0]!.profile, updates: [], sessions: [] }, 0);
  expect(schema.tables.size).toBe(2);
  Y.applyUpdate(fresh.replica.doc, Y.encodeStateAsUpdate(host.replica.doc), 'relay');
  return fresh.replica.fold;
}
