/** What all pages share, signed in or not: language, theme, notices, the waiting new version. Made once by the layout. */
import { createContext } from 'svelte';
import type { Device } from './device.svelte.ts';
import type { Look } from './look.svelte.ts';
import type { NewVersion } from './new-version.svelte.ts';
import type { Notices } from './notices.svelte.ts';

export interface PageServices {
  readonly look: Look;
  readonly notices: Notices;
  readonly device: Device;
  readonly newVersion: NewVersion;
  /** Writes what waits into the local store; set once a workspace is open. */
  keepSafe: () => Promise<void>;
}

const [getServices, setServices] = createContext<PageServices>();

export { getServices as usePageServices, setServices as providePageServices };
