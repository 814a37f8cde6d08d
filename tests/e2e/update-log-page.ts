/** Entry of the page that runs the contract of the update log against IndexedDB; the spec bundles and serves it. */
import { openPouchInBrowser } from '#storage/open-pouch-browser.ts';
import { createPouchLog } from '#storage/pouch-log.ts';
import { openPouchDevice } from '../contracts/pouch-device.ts';
import { appendEach, DEFAULTS } from '../contracts/log-device.ts';
import { UPDATE_LOG_CONTRACT } from '../contracts/update-log-contract.ts';

declare global {
  interface Window {
    /** Runs one case on an empty database and returns what went wrong, or null. */
    runUpdateLogCase(index: number): Promise<string | null>;
    /** Ids and attachment bytes of everything in the raw object stores after a book was compacted that many times. */
    readCompactedStore(times: number): Promise<readonly { readonly id: string; readonly bytes: number }[]>;
  }
}

window.runUpdateLogCase = async (index) => {
  const name = `contract-${index}`;
  const device = await openPouchDevice({
    open: async () => ({ handle: await openPouchInBrowser(name) }),
    clear: async () => {
      indexedDB.deleteDatabase(`_pouch_${name}`);
    }
  });
  try {
    await UPDATE_LOG_CONTRACT[index]!.run(device);
    return null;
  } catch (cause) {
    return cause instanceof Error ? `${cause.message}\n${cause.stack ?? ''}` : String(cause);
  } finally {
    await device.dispose();
  }
};

interface RawDocument {
  readonly id: string;
  readonly attachments?: Readonly<Record<string, { readonly data: Blob }>>;
}

window.readCompactedStore = async (times) => {
  const name = `space-${times}`;
  const log = createPouchLog({ ...DEFAULTS, session: 's1', handle: await openPouchInBrowser(name) });
  for (let i = 0; i < times; i++) {
    await appendEach(log, 'org', `${i} `.repeat(50_000), 'short');
    await log.compact('org');
  }
  await log.close();
  const stored = await Promise.all(['docs', 'meta'].map((store) => readObjectStore(`_pouch_${name}`, store)));
  return stored.flat().map(({ id, attachments }) => ({
    id,
    bytes: Object.values(attachments ?? {}).reduce((sum, { data }) => sum + data.size, 0)
  }));
};

function readObjectStore(database: string, store: string): Promise<readonly RawDocument[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(new Error(`Cannot open ${database}.`));
    opening.onsuccess = () => {
      const reading = opening.result.transaction(store).objectStore(store).getAll() as IDBRequest<RawDocument[]>;
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(new Error(`Cannot read ${store}.`));
    };
  });
}
