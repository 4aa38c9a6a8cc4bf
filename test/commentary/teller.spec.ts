import { expect, it } from '@jest/globals';
import { PaperRecord } from '../../bench/commentary/paper-record.js';
import { recordedEvents, toldMatchOf } from '../../bench/commentary/recorded-events.js';
import { simulated } from '../../src/matches/model/simulator/simulated.js';
import { Teller } from '../../src/commentary/teller.js';

const MATCH = simulated({ sport: 'football', seed: 1 });
const QUIET_MS = 600_000;

it('[CM54] a match of which there was never anything to say is as quiet as its last event, and before the first one it is quiet', async () => {
  const record = new PaperRecord();
  const teller = new Teller('match', toldMatchOf(MATCH), record);
  expect(await teller.look()).toEqual([]);
  expect(teller.lastAt).toBeLessThan(-QUIET_MS);
  const [first] = recordedEvents(MATCH, { lateMs: 7_000 });
  if (first === undefined) throw new Error('nothing happened');
  record.told.push({ ...first.event, op: 'note' });
  expect(await teller.look()).toEqual([]);
  expect(teller.lastAt).toBe(7_000);
});

function known(teller: Teller) {
  const { standing, tallies, waits, cards } = teller.sheet('en', []);
  return { standing, tallies, waits, cards };
}

it('[CM55] who catches up with a long match knows of it what they know who heard all of it', async () => {
  const events = [...recordedEvents(MATCH, { lateMs: 0 })].map(({ event }) => event);
  const [late, always] = [new PaperRecord(), new PaperRecord()];
  const [comes, stays] = [late, always].map((record) => new Teller('match', toldMatchOf(MATCH), record)) as [
    Teller,
    Teller,
  ];
  for (const event of events) {
    always.told.push(event);
    await stays.look();
  }
  late.told.push(...events);
  await comes.look();
  expect(known(comes)).toEqual(known(stays));
  expect(known(comes).tallies.length).toBeGreaterThan(4);
});
