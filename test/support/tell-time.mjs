// Starts the kernel on a data directory as the server does, and says what time it has and which node it is.
import 'reflect-metadata';
import { once } from 'node:events';
import { NestFactory } from '@nestjs/core';
import { Clock } from '../../dist/src/kernel/clock.js';
import { KernelModule } from '../../dist/src/kernel/kernel.module.js';
import { Node } from '../../dist/src/kernel/node.port.js';
import { ServerTime } from '../../dist/src/kernel/server-time.port.js';

class House {}

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const kernel = KernelModule.keptIn({ folder: process.argv[2], log: console });
const house = await NestFactory.createApplicationContext({ module: House, imports: [kernel] }, { logger: false });
const time = house.get(ServerTime);
// A process that has to wait for others between two looks compares two moments: the quickest of many looks counts.
const [quickest] = Array.from({ length: 1_000 }, look).toSorted((one, other) => one.tookMs - other.tookMs);
process.stdout.write(`${JSON.stringify({ node: house.get(Node).id, clockId: time.clockId, ...quickest })}\n`);
process.stdin.destroy();

function look() {
  const beforeMs = hereMs();
  const nowMs = time.now();
  const apartMs = house.get(Clock).now() - nowMs;
  return { apartMs, anchorMs: nowMs - beforeMs, tookMs: hereMs() - beforeMs };
}

// One clock for all processes of a machine: what they tell of server time can be compared by it.
function hereMs() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
