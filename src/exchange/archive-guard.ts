/**
 * Looks into a workbook before the spreadsheet library may. An .xlsx is a ZIP of XML, and a file of a few kilobytes can
 * claim to be small and unpack to gigabytes, or hold a billion cells. What the file claims of itself is believed only as
 * far as it condemns it: claims over the limit are refused at once, and every part is unpacked here, piece by piece and
 * thrown away, no further than it claims, while its cells are counted. Parts that overlap (Fifield, "A better zip bomb",
 * 2019) count as often as they are listed.
 *
 * A DTD is refused outright: no spreadsheet program writes one, and it is what entity expansion attacks need.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import { megabytes, type FileLimits } from './file-limits.ts';
import { createXmlMeter, type XmlMeter } from './xml-meter.ts';

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

interface Part {
  readonly method: number;
  readonly checksum: number;
  /** Unpacked, as claimed. */
  readonly size: number;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/**
 * Gives the number of cells. Refusals: `spreadsheet-damaged`, `spreadsheet-too-large`, `file-has-too-many-cells`,
 * `spreadsheet-has-dtd`.
 */
export async function measureArchive(bytes: Uint8Array<ArrayBuffer>, limits: FileLimits): Promise<Result<number>> {
  const parts = listParts(bytes, limits);
  if (!parts.ok) return parts;
  let cells = 0;
  for (const part of parts.value) {
    const meter = createXmlMeter();
    let unpacked = 0;
    const problem = await unpack(part, (piece) => {
      unpacked += piece.length;
      if (unpacked > part.size) return refuse('spreadsheet-damaged');
      meter.feed(piece);
      return judge(meter, cells, limits);
    });
    if (problem) return problem;
    cells += meter.cells();
  }
  return succeed(cells);
}

function judge(meter: XmlMeter, cellsBefore: number, limits: FileLimits): Refusal | null {
  if (meter.hasDtd()) return refuse('spreadsheet-has-dtd');
  return cellsBefore + meter.cells() > limits.cells ? refuse('file-has-too-many-cells', { limit: limits.cells }) : null;
}

function listParts(bytes: Uint8Array<ArrayBuffer>, limits: FileLimits): Result<Part[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findDirectoryEnd(view);
    const count = end < 0 ? 0 : view.getUint16(end + 10, true);
    if (count === 0) return refuse('spreadsheet-damaged');
    const tooLarge = refuse('spreadsheet-too-large', { limit: megabytes(limits.unpackedBytes) });
    if (count > limits.parts) return tooLarge;
    const parts: Part[] = [];
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) return refuse('spreadsheet-damaged');
      parts.push(partAt(bytes, view, at));
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return parts.reduce((sum, { size }) => sum + size, 0) > limits.unpackedBytes ? tooLarge : succeed(parts);
  } catch (error) {
    // A pointer that leads out of the file is a RangeError of DataView; anything else is a bug of ours.
    if (error instanceof RangeError) return refuse('spreadsheet-damaged');
    throw error;
  }
}

function findDirectoryEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  return -1;
}

function partAt(bytes: Uint8Array<ArrayBuffer>, view: DataView, at: number): Part {
  const size = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== LOCAL_HEADER) throw new RangeError('no local header');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + size > bytes.length) throw new RangeError('a part ends beyond the file');
  return {
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    size: view.getUint32(at + 24, true),
    packed: bytes.subarray(start, start + size)
  };
}

type Inspect = (piece: Uint8Array) => Refusal | null;

async function unpack(part: Part, inspect: Inspect): Promise<Refusal | null> {
  if (part.packed.length === 0) return null;
  if (part.method === STORED) return inspect(part.packed);
  if (part.method !== DEFLATED) return refuse('spreadsheet-damaged');
  const reader = asGzip(part).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return null;
      const problem = inspect(value);
      if (problem) return problem;
    }
  } catch {
    return refuse('spreadsheet-damaged');
  } finally {
    // Stops unpacking what is refused; on a stream that failed there is nothing left to stop.
    reader.cancel().catch(() => undefined);
  }
}

/**
 * The same packed bytes in a gzip's clothes (RFC 1952), so that the platform itself compares checksum and length: a
 * turned byte can unpack without complaint, and the library does not check what it streams.
 */
function asGzip({ packed, checksum, size }: Part): Blob {
  const head = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, checksum, true);
  tail.setUint32(4, size, true);
  return new Blob([head, packed, tail]);
}
