import { FRAME_MS } from '../../src/audio/model/frames.js';
import type { Entry, Message } from '../../src/wire/radio.js';
import type { Figure } from '../figure.js';
import type { Air, Studio } from './air.js';
import { monotonicMs } from './moments.js';

const GAP_MS = 408;
const TEXT = Array.from(
  { length: 8 },
  (_, at) => `Ball ${at} is short and wide, and he lets it go through to the keeper.`,
);

interface Kill {
  /** Silence in what was announced before the kill, beyond the gaps that belong there, until after the last of it. */
  readonly holeMs: number;
  /** What was announced and is not any more, or elsewhere. */
  readonly moved: number;
  readonly downMs: number;
  /** From the kill until what was accepted just before it, and announced to nobody, is on air. */
  readonly newMs: number;
  readonly newAfterReadyMs: number;
}

/** `kill -9` while one channel sounds and another has just accepted something; the program is started again at once. */
export async function restart(air: Air, kills: number): Promise<Figure[]> {
  const all: Kill[] = [];
  for (let kill = 0; kill < kills; kill += 1) all.push(await killed(air));
  const most = (pick: (kill: Kill) => number): number => Math.max(...all.map(pick));
  return [
    { name: 'kill -9: hole in announced sound', value: most(({ holeMs }) => holeMs), unit: 'ms', aim: '<=0' },
    { name: 'kill -9: announced starts moved or void', value: most(({ moved }) => moved), unit: '', aim: '<=0' },
    { name: 'kill -9: answers again after', value: most(({ downMs }) => downMs), unit: 'ms' },
    {
      name: 'kill -9: what was not announced, kill to air',
      value: most(({ newMs }) => newMs),
      unit: 'ms',
      aim: '<=5000',
    },
    { name: 'kill -9: what was not announced, answering to air', value: most((k) => k.newAfterReadyMs), unit: 'ms' },
  ];
}

async function killed(air: Air): Promise<Kill> {
  const [sounding, fresh] = [await air.studio(), await air.studio()];
  await sounding.startOf(await sounding.say(TEXT.join(' ')));
  await sounding.say('That is the end of the over.');
  await sounding.prepared();
  const offsetMs = await sounding.offsetMs();
  const held = heldBy(sounding.told);
  const request = await fresh.say('Rain stops play.');
  const killedAt = monotonicMs() + offsetMs;
  await air.house.kill();
  await air.house.start();
  const readyAt = monotonicMs() + offsetMs;
  await Promise.all([sounding.open(), fresh.open()]);
  const { startsAt } = await startOf(fresh, request);
  const now = heldBy([...sounding.told, ...(sounding.joined?.missed ?? [])], sounding.joined?.snapshot?.entries);
  const moved = [...held.values()].filter((entry) => entry.startsAt > killedAt && isElsewhere(entry, now)).length;
  return {
    holeMs: holeIn([...now.values()], killedAt),
    moved,
    downMs: readyAt - killedAt,
    newMs: startsAt - killedAt,
    newAfterReadyMs: startsAt - readyAt,
  };
}

async function startOf(studio: Studio, request: string): Promise<Entry> {
  const snapshot = studio.joined?.snapshot?.entries ?? [];
  const missed = (studio.joined?.missed ?? []).flatMap(({ change }) => change.started?.entries ?? []);
  return [...snapshot, ...missed].find((entry) => entry.request === request) ?? (await studio.startOf(request));
}

/** What a listener who heard all of this holds. */
function heldBy(told: readonly Message[], first: readonly Entry[] = []): Map<string, Entry> {
  const held = new Map(first.map((entry) => [entry.chunk, entry]));
  for (const { change } of told) {
    const from = change.withdrawn?.from ?? Infinity;
    for (const [chunk, { startsAt }] of held) if (startsAt >= from) held.delete(chunk);
    for (const entry of [
      ...(change.started?.entries ?? []),
      ...(change.cued?.entries ?? []),
      ...(change.chunks ?? []),
    ]) {
      held.set(entry.chunk, entry);
    }
  }
  return held;
}

function isElsewhere({ chunk, startsAt }: Entry, now: ReadonlyMap<string, Entry>): boolean {
  return now.get(chunk)?.startsAt !== startsAt;
}

function holeIn(entries: readonly Entry[], from: number): number {
  const sounding = entries
    .toSorted((one, other) => one.startsAt - other.startsAt)
    .filter(({ startsAt, frames }) => startsAt + frames * FRAME_MS > from);
  return Math.max(
    0,
    ...sounding.slice(1).map((entry, at) => {
      const before = sounding[at] ?? entry;
      const silentMs = entry.startsAt - before.startsAt - before.frames * FRAME_MS;
      return silentMs - (entry.request === before.request ? 0 : GAP_MS);
    }),
  );
}
