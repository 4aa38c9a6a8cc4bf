import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Line } from '../../src/wire/match-doors.js';
import type { MatchEvent } from '../../src/wire/matches.js';

export interface Hearing {
  readonly event: (event: MatchEvent) => void;
  readonly line: (line: Line) => void;
}

/**
 * Reads a match's Server-Sent Events until it is left. Resolves when the line is open; one that ends by itself ends this process.
 */
export async function follow(url: string, hearing: Hearing, left: AbortSignal): Promise<void> {
  const [answer] = (await once(get(url, { agent: false, signal: left }), 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  void read(answer, hearing).catch((error: unknown) => {
    if (!left.aborted) throw error;
  });
}

async function read(answer: IncomingMessage, hearing: Hearing): Promise<void> {
  let rest = '';
  for await (const text of answer.setEncoding('utf8') as AsyncIterable<string>) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) tell(block, hearing);
  }
  throw new Error('The line has ended.');
}

function tell(block: string, { event, line }: Hearing): void {
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (data === undefined) return;
  if (block.includes('event: event\n')) event(JSON.parse(data) as MatchEvent);
  else if (block.includes('event: line\n')) line(JSON.parse(data) as Line);
}
