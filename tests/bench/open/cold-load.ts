/**
 * (a) From opening the local database to folded tables, integrity check on. Every sample is a browser process of its own
 * on a fresh copy of the profile that the rows were stored in, so that no cache and no warm code helps anybody.
 */
import { median, benchRow, type BenchPart, type MeasuredRow, type Scale } from '../bench-row.ts';
import { BULK_ROWS, stateOfFeeds, stateOfNestedMaps } from './book-of-rows.ts';
import {
  inBrowser,
  inCopy,
  mainThreadClock,
  newProfile,
  removeProfile,
  serveBench,
  type BenchSite
} from './bench-browser.ts';
import type { Opened } from './cold-load-page.ts';
import { productRows } from './product-rows.ts';

export const benchColdLoad: BenchPart = async function* (scale) {
  yield* benchSize({ ...scale, rows: Math.round(scale.rows * 0.24) });
  yield* benchSize(scale);
};

const FASTER = { against: 'peer', most: 0.2 } as const;
const FILES = ['floor', 'bulk', 'each', 'peer'] as const;
type File = (typeof FILES)[number];

async function* benchSize({ rows, samples }: Scale): AsyncIterable<MeasuredRow> {
  const site = await serveBench(
    ['open/cold-load-page'],
    new Map<string, Uint8Array | string>([
      ['/floor', JSON.stringify(productRows(rows))],
      ['/bulk', stateOfFeeds(rows, BULK_ROWS)],
      ['/each', stateOfFeeds(rows, 1)],
      ['/peer', stateOfNestedMaps(rows)]
    ])
  );
  const profile = await newProfile();
  try {
    await inBrowser(profile, async (page) => {
      await page.goto(site.url);
      await page.evaluate(async () => {
        for (const file of ['bulk', 'each']) await window.storeBook(file);
        await window.storePeer('peer');
      });
    });
    const taken = await sampleAll({ site, profile, rows, samples });
    const size = `${rows / 1_000}k`;
    for (const [what, of] of [
      ['', 'ms'],
      [', CPU', 'cpu']
    ] as const) {
      const shared = {
        ...{ unit: 'ms', peer: 'Y.Map of Y.Map, y-indexeddb', peerValue: median(taken.peer.map((each) => each[of])) },
        ...{ floor: 'JSON.parse into a Map', floorValue: median(taken.floor.map((each) => each[of])) }
      };
      const value = (file: File): number => median(taken[file].map((each) => each[of]));
      yield benchRow({ name: `open ${size} rows, bulk${what}`, value: value('bulk'), ...shared }, FASTER, {
        against: 'floor',
        most: 2
      });
      yield benchRow({ name: `open ${size} rows, each a commit${what}`, value: value('each'), ...shared }, FASTER, {
        against: 'floor',
        most: 3
      });
    }
  } finally {
    site.close();
    await removeProfile(profile);
  }
}

interface Sampling {
  readonly site: BenchSite;
  readonly profile: string;
  readonly rows: number;
  readonly samples: number;
}

interface Taken {
  readonly ms: number;
  /** Of the page's main thread alone, ms: what stays comparable while the machine is busy with other things. */
  readonly cpu: number;
}

/** In turns, so that a busy minute of the machine falls on all of them. */
async function sampleAll({ site, profile, rows, samples }: Sampling): Promise<Record<File, Taken[]>> {
  const taken: Record<File, Taken[]> = { floor: [], bulk: [], each: [], peer: [] };
  for (let sample = 0; sample < samples; sample++)
    for (const file of FILES)
      taken[file].push(
        await inCopy(profile, async (page, context) => {
          await page.goto(site.url);
          if (file === 'floor') await page.evaluate(() => window.holdFloor('floor'));
          const cpuNow = await mainThreadClock(page, context);
          const before = await cpuNow();
          const opened = await page.evaluate<Opened, File>((name) => {
            const { openFloor, openPeer, openBook } = window;
            return name === 'floor' ? openFloor() : name === 'peer' ? openPeer(name) : openBook(name);
          }, file);
          const cpu = (await cpuNow()) - before;
          if (opened.rows !== rows) throw new Error(`${file} opened ${opened.rows} of ${rows} rows.`);
          if (process.env['VERBOSE']) console.error(file, opened, { cpu });
          return { ms: opened.ms, cpu };
        })
      );
  return taken;
}
