import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../../test/support/until.js';
import { EventLine, EventLines } from './event-lines.js';
import { isRefusal, type Refusal } from './outcome.js';
import { VirtualClock } from './virtual.clock.js';

const LINES_MAX = 3;
/** More than all buffers between two processes hold. */
const MUCH = `data: ${'x'.repeat(20 * 1_048_576)}\n\n`;

let clock: VirtualClock;
let lines: EventLines;
let server: Server;
const begun: (EventLine | Refusal | undefined)[] = [];

beforeEach(async () => {
  clock = new VirtualClock(0);
  lines = new EventLines(clock, LINES_MAX);
  begun.splice(0);
  server = createServer((_: IncomingMessage, response: ServerResponse) => {
    const line = lines.begin(response);
    begun.push(line);
    if (isRefusal(line)) response.writeHead(429).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  lines.end();
  server.closeAllConnections();
  server.close();
});

async function reader(): Promise<IncomingMessage> {
  const request = get({ port: (server.address() as AddressInfo).port, agent: false });
  request.on('error', () => undefined);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  return answer;
}

function lineOf(nth: number): EventLine {
  const line = begun[nth];
  if (!(line instanceof EventLine)) throw new Error('There is no such line.');
  return line;
}

describe('lines of Server-Sent Events', () => {
  test('[RP37] give a sign of life every 15 s, as long as somebody is there', async () => {
    const answer = await reader();
    let text = '';
    answer.setEncoding('utf8').on('data', (some: string) => (text += some));
    await clock.advance(31_000);
    await until('it was read', () => text === 'retry: 1000\n\n:\n\n:\n\n');
    answer.destroy();
    await until('they have left', () => lines.count === 0);
    expect(clock.waiting).toBe(0);
  });

  test('[RP38] there are so many, and who comes beyond is asked to come again', async () => {
    const answers = [await reader(), await reader(), await reader(), await reader()];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect(begun[3]).toMatchObject({ refused: 'request.too-many', retryAfterS: 5 });
    answers[0]?.destroy();
    await until('one has left', () => lines.count === 2);
    expect((await reader()).statusCode).toBe(200);
  });

  test('[RP38] who reads slowly is waited for', async () => {
    const answer = await reader();
    let isSent = false;
    const sending = lineOf(0).send(MUCH);
    void sending.then(() => (isSent = true));
    await clock.advance(29_000);
    expect(isSent).toBe(false);
    answer.resume();
    await sending;
    expect([lines.count, lineOf(0).closing.aborted]).toEqual([1, false]);
    // The next sign of life is all that is waited for.
    expect(clock.waiting).toBe(1);
  });

  test('[RP38] who reads nothing for 30 s is cut off', async () => {
    await reader();
    const sending = lineOf(0).send(MUCH);
    await clock.advance(30_000);
    await sending;
    expect([lines.count, lineOf(0).closing.aborted, clock.waiting]).toEqual([0, true, 0]);
  });

  test('[RP39] an end lets go of who reads nothing, and what is sent after it is for nobody', async () => {
    await reader();
    const sending = lineOf(0).send(MUCH);
    lines.end();
    await sending;
    await lineOf(0).send('data: late\n\n');
    expect([lines.count, clock.waiting]).toEqual([0, 0]);
  });
});
