/**
 * A new version of the app waits beside the old one and takes over only when a person says so, and only while nothing is
 * unaccepted: taking over deletes the files that the old page may still need, in the middle of somebody's entry.
 */
/** Browsers look for a new version when a page is loaded; a till's page stays open for days. */
const ASK_EVERY_MS = 30 * 60_000;

export class NewVersion {
  #waiting = $state.raw<ServiceWorker | null>(null);
  #asked = false;

  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  async register(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.register('/service-worker.js', { type: 'module' });
    const isReplacing = (): boolean => navigator.serviceWorker.controller !== null;
    if (registration.waiting && isReplacing()) this.#waiting = registration.waiting;
    registration.addEventListener('updatefound', () => {
      const incoming = registration.installing;
      incoming?.addEventListener('statechange', () => {
        if (incoming.state === 'installed' && isReplacing()) this.#waiting = incoming;
      });
    });
    // Offline there is nothing to learn, and that is no failure.
    setInterval(() => void registration.update().catch(() => undefined), ASK_EVERY_MS);
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.#asked) location.reload();
    });
  }

  takeOver(): void {
    this.#asked = true;
    this.#waiting?.postMessage('take-over');
  }
}
