import { serveExports, type ExportServiceChannel } from './export-service.ts';

// reason: the DOM library types `self` as a window; in a worker it is the channel to the page.
serveExports(self as unknown as ExportServiceChannel);
