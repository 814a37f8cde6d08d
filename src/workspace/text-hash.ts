/** sha256 of a commit's text, hex, as the relay writes it into its answers. Synchronous, so it works on plain HTTP too. */
import { digest } from 'lib0/hash/sha256';

export function createSha256Hex(): (text: string) => string {
  const encoder = new TextEncoder();
  return (text) => Array.from(digest(encoder.encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
