/** The real server, filled with as many products and movements as the arguments say; signs in by the account below. */
import { keyedRowId } from '../../../src/kernel/ids.ts';
import { attachRelay } from '../../../sync-server/relay/attach-relay.ts';
import type { SeedRow } from '../../../sync-server/relay/seed-rows.ts';
import { runProcess } from '../../../sync-server/run-process.ts';
import { BENCH_ACCOUNT } from './bench-account.ts';
import { movementRow, productValues, SHOPS } from './shop-rows.ts';

const [products, movements] = process.argv.slice(2).map(Number) as [number, number];
const at = Date.now() - 86_400_000;

function* rows(): IterableIterator<SeedRow> {
  const author = { by: 'bench', at };
  for (const code of SHOPS.slice(0, 3))
    yield { table: 'shops.shops', id: keyedRowId('shop', code), values: { code, name: code, active: true }, ...author };
  for (let i = 0; i < products; i++) yield { table: 'catalogue.products', ...productValues(i), ...author };
  for (let i = 0; i < movements; i++) {
    const { id, values } = movementRow(i, products);
    const shop = keyedRowId('shop', SHOPS[i % 3]!);
    yield { table: 'inventory.movements', id, values: { ...values, shop }, ...author };
  }
}

await runProcess({
  attachRelay,
  beforeListening: async (server) => {
    const added = await server.accounts.addPerson({ ...BENCH_ACCOUNT, roles: ['owner'], shops: ['*'] });
    if (!added.ok) throw new Error(`The account was refused: ${added.rule}`);
    await server.relay.seed(rows());
    await server.directory.addPerson(added.value, { by: 'bench', at });
    return [];
  }
});
