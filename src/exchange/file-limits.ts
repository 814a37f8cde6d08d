/**
 * What a file may cost before it is refused. Far above any price list, and low enough that a hostile file is refused
 * within three seconds on a shop's PC instead of taking the page down.
 */
export const FILE_LIMITS: FileLimits = {
  bytes: 100 * 1024 * 1024,
  unpackedBytes: 256 * 1024 * 1024,
  cells: 10_000_000,
  parts: 10_000
};

export interface FileLimits {
  /** Size of the file itself. */
  readonly bytes: number;
  /** Size of everything inside a workbook, unpacked. */
  readonly unpackedBytes: number;
  readonly cells: number;
  /** Files inside a workbook. */
  readonly parts: number;
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
