/**
 * The one place where a failure becomes a sentence with a remedy. Refusals arrive as values and never come here; what
 * comes here is a bug or a machine that gave out. Local work is made safe first, then the person is told.
 */
import type { Translate } from '#text/text.ts';

export interface FailureReport {
  readonly sentence: string;
  /** The page's code is gone or stale: only a reload helps. */
  readonly needsReload: boolean;
}

export function describeFailure(cause: unknown, t: Translate): FailureReport {
  const message = cause instanceof Error ? cause.message : String(cause);
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'QuotaExceededError' || /quota/i.test(message))
    return { sentence: t('shell.failure.full'), needsReload: false };
  if (
    /dynamically imported module|Importing a module script failed|error loading dynamically|Unable to preload/i.test(
      message
    )
  )
    return { sentence: t('failed.noCode'), needsReload: true };
  if (name === 'InvalidStateError' && /database/i.test(message))
    return { sentence: t('shell.failure.store'), needsReload: true };
  return { sentence: t('shell.failure.bug', { message }), needsReload: false };
}

export interface FailureHandling {
  /** Writes what waits into the local store. */
  readonly keepSafe: () => Promise<void>;
  readonly tell: (cause: unknown) => void;
}

/** Browsers report this when a layout needs another frame; it is no failure of anybody's work. */
const HARMLESS = /ResizeObserver loop/;

export function catchFailures({ keepSafe, tell }: FailureHandling): () => void {
  const handle = (cause: unknown): void => {
    if (cause instanceof Error && HARMLESS.test(cause.message)) return;
    void keepSafe().then(
      () => tell(cause),
      (storeCause: unknown) => tell(storeCause)
    );
  };
  const onError = (event: ErrorEvent): void => {
    if (event.error !== null && event.error !== undefined) handle(event.error);
    else if (!HARMLESS.test(event.message)) handle(new Error(event.message));
  };
  const onRejection = (event: PromiseRejectionEvent): void => handle(event.reason);
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
  return () => {
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
  };
}
