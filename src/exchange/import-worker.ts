import { serveImports, type ImportServiceChannel } from './import-service.ts';

// reason: the DOM library types `self` as a window; in a worker it is the channel to the page.
serveImports(self as unknown as ImportServiceChannel);
