import type { Socket } from 'node:net';

const LINE_MAX = 16_384;

/** What arrives up to the first line break; nothing where it is longer than a letter or the other end goes away. */
export async function firstLine(socket: Socket): Promise<string | undefined> {
  socket.setEncoding('utf8');
  let text = '';
  return new Promise((resolve) => {
    socket.on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > LINE_MAX) socket.destroy();
    });
    socket.on('close', () => resolve(undefined));
  });
}
