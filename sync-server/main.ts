/** `npm start`: the server of a shop or a chain. */
import { attachRelay } from './relay/attach-relay.ts';
import { runProcess } from './run-process.ts';

await runProcess({ attachRelay });
