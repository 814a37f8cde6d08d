/** The least a y-websocket server can be: one document, every update applied and passed on. The peer of the relay. */
import { createServer } from 'node:http';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocketServer, type WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';

const SYNC = 0;
const doc = new Y.Doc();
const sockets = new Set<WebSocket>();

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

doc.on('update', (update: Uint8Array, from: unknown) => {
  const bytes = frame((encoder) => sync.writeUpdate(encoder, update));
  for (const socket of sockets) if (socket !== from) socket.send(bytes);
});

const server = createServer();
new WebSocketServer({ server }).on('connection', (socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== SYNC) return;
    const answer = frame((encoder) => sync.readSyncMessage(decoder, encoder, doc, socket));
    if (answer.length > 1) socket.send(answer);
  });
  socket.send(frame((encoder) => sync.writeSyncStep1(encoder, doc)));
});
const port = Number(process.env['PORT']);
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
