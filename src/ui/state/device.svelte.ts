/** What this browser grants: whether its storage may be cleared behind our back, and whether it works without a network. */
export class Device {
  #storage = $state<'unknown' | 'kept' | 'may-be-cleared'>('unknown');

  /** Over plain HTTP from another machine browsers give no service worker, no camera and no lock between tabs. */
  readonly isSecure = isSecureContext;

  get storage(): 'unknown' | 'kept' | 'may-be-cleared' {
    return this.#storage;
  }

  async askForLastingStorage(): Promise<void> {
    if (!navigator.storage?.persist) {
      this.#storage = 'may-be-cleared';
      return;
    }
    const kept = (await navigator.storage.persisted()) || (await navigator.storage.persist());
    this.#storage = kept ? 'kept' : 'may-be-cleared';
  }
}
