/** The save state as one sentence. It never says more than was confirmed, and never less: a manager decides by it. */
import { localTimeAt } from '#kernel/local-date.ts';
import type { Translate } from '#text/text.ts';
import { isSignInNeeded, type SaveStatus } from '#workspace/status.ts';

export interface SaveSentence {
  readonly text: string;
  /** `good`: accepted · `busy`: on its way · `waiting`: only on this device. Told by an icon too. */
  readonly state: 'good' | 'busy' | 'waiting';
}

export function sayStatus(status: SaveStatus, t: Translate): SaveSentence {
  const { waiting, since } = status;
  const time = since === null ? '' : localTimeAt(since);
  if (status.line === 'online') return sayOnline(status, t);
  if (status.line === 'connecting')
    return {
      text: waiting > 0 ? t('shell.save.connectingWaiting', { count: waiting }) : t('shell.save.connecting'),
      state: waiting > 0 ? 'waiting' : 'busy'
    };
  if (status.line === 'stopped' && !isSignInNeeded(status))
    return { text: t('shell.save.paused', { count: waiting }), state: 'waiting' };
  const [plain, counted] =
    status.line === 'stopped'
      ? (['shell.save.stopped', 'shell.save.stoppedWaiting'] as const)
      : (['shell.save.offline', 'shell.save.offlineWaiting'] as const);
  return { text: waiting > 0 ? t(counted, { count: waiting, time }) : t(plain), state: 'waiting' };
}

function sayOnline({ waiting, agreedAt, lastAcceptedAt }: SaveStatus, t: Translate): SaveSentence {
  if (waiting > 0) return { text: t('shell.save.sending', { count: waiting }), state: 'busy' };
  // Connected is not the same as equal: what colleagues did may still be arriving.
  if (agreedAt === null) return { text: t('shell.save.checking'), state: 'busy' };
  const time = localTimeAt(Math.max(agreedAt, lastAcceptedAt ?? 0));
  return { text: t('shell.save.syncedAt', { time }), state: 'good' };
}
