import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '../../src/kernel/clock.js';
import { answering } from '../radio/answering.js';
import { monotonicMs } from '../radio/moments.js';

// The least that could tell a match again at its pace: everything in memory, a timer for each listener's next event, nobody asked
// who they are. What it is late by is the machine's lateness.
const clock = new SystemClock();
let places: readonly number[] = [];

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://bare');
  const [speed, fromMs] = [Number(searchParams.get('speed')), Number(searchParams.get('from')) * 1_000];
  const startedAt = monotonicMs();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  tell('place', fromMs);
  follow(places.findIndex((place) => place >= fromMs));

  function follow(nth: number): void {
    const place = places[nth];
    if (place === undefined || response.destroyed) return;
    clock.after(Math.max(0, startedAt + (place - fromMs) / speed - monotonicMs()), () => {
      tell('event', place);
      follow(nth + 1);
    });
  }

  function tell(name: string, place: number): void {
    response.write(`id: 0.${place}\nevent: ${name}\ndata: {}\n\n`);
  }
});

answering({
  listen: async (given) => {
    places = given as readonly number[];
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  },
});
