/** The first frame of a connection, checked: who it claims to be is the cookie's, which sessions are its own is here. */
import { z } from 'zod';
import { DEVICE_WIDTH, SESSION_WIDTH } from '#kernel/stamp.ts';
import type { Hello } from '#protocol/messages.ts';

const binding = z.object({
  session: z.string().regex(new RegExp(`^[0-9a-z]{${SESSION_WIDTH}}$`)),
  client: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
});

const hello = z.object({
  protocol: z.number().int(),
  device: z.string().regex(new RegExp(`^[0-9a-z]{${DEVICE_WIDTH}}$`)),
  current: binding,
  earlier: z.array(binding).max(1_000),
  now: z.number()
});

export function readHello(json: string): Hello | null {
  try {
    const parsed = hello.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    // reason: text that is no JSON is a bad hello like any other; the connection is closed with its code.
    return null;
  }
}
