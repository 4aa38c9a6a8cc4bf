import type { Socket } from 'node:net';
import type { Clock } from '../kernel/clock.js';

const LINE_MAX = 16_384;

/** What arrives up to the first line break; nothing where it is too long or too late, or the other end goes away. */
export async function firstLine(socket: Socket, clock: Clock, withinMs: number): Promise<string | undefined> {
  const cancel = clock.after(withinMs, () => socket.destroy());
  let text = '';
  socket.setEncoding('utf8');
  // An end that breaks off closes too.
  socket.on('error', () => socket.destroy());
  return new Promise((resolve) => {
    socket.on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > LINE_MAX) socket.destroy();
    });
    socket.on('close', () => {
      cancel();
      resolve(undefined);
    });
  });
}
