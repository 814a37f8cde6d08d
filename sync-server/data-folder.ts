/**
 * The folder that holds everything. It is tried by writing before anything is opened: rights, a full or read-only disk
 * and a file in its place look alike to a user, and LevelDB's own words for them help nobody.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openPouchInNode, type NodePouch } from '#storage/open-pouch-node.ts';
import { StartFault } from './start-fault.ts';

/** Throws `StartFault` when it cannot be written or another process holds it. */
export async function openDataFolder(folder: string): Promise<NodePouch> {
  const path = resolve(folder);
  await tryToWrite(path);
  try {
    return await openPouchInNode(path);
  } catch (cause) {
    throw new StartFault({
      zh: `打不开数据文件夹 ${path}：${reasonOf(cause)}。是否已有一个 Lensbook 在使用它？请先停止它，或改用另一个 DATA_DIR。`,
      en: `The data folder ${path} cannot be opened: ${reasonOf(cause)}. Is another Lensbook using it? Stop that one, or set another DATA_DIR.`
    });
  }
}

async function tryToWrite(path: string): Promise<void> {
  const probe = join(path, `.write-test-${process.pid}`);
  try {
    await mkdir(path, { recursive: true });
    await writeFile(probe, 'ok');
    await rm(probe);
  } catch (cause) {
    throw new StartFault({
      zh: `数据文件夹 ${path} 不能写入：${reasonOf(cause)}。请检查权限和磁盘空间，或改用另一个 DATA_DIR。`,
      en: `The data folder ${path} is not writable: ${reasonOf(cause)}. Check its rights and the disk, or set another DATA_DIR.`
    });
  }
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? message ?? cause);
}
