import { createServer } from 'node:net';

/** Below what Linux gives to whoever asks for any port, as each of our own connections does. */
const [FROM, COUNT] = [20_000, 12_000];
/** Processes that look at the same time begin apart. */
let next = (process.pid * 97) % COUNT;

/** A port that nobody has now, and that nobody is given by chance while its program is dead. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FROM + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
