import { answering } from '../radio/answering.js';
import { monotonicMs } from '../radio/moments.js';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import { follow } from './follower.js';
import type { Followed, Heard } from './followers.js';

const PROBES = 30;

/** From this machine's monotonic clock to the server's time, by the answer that was the soonest. */
let aheadMs = 0;
let toldMs: number[] = [];
let lateMs: number[] = [];
let soundMs: number[] = [];
let written = new Set<string>();
let dropped: Record<string, number> = {};
let disordered = 0;
/** When an event was recorded, by its match and number, for whoever waits for the sound of its line. */
const recordedAt = new Map<string, number>();
const leaving = new Map<string, AbortController>();

async function compareClocks({ origin, matches: [match = ''] }: Followed): Promise<void> {
  let shortestMs = Infinity;
  for (let probe = 0; probe < PROBES; probe += 1) {
    const askedAt = monotonicMs();
    const { serverNow } = (await (await fetch(`${origin}/v1/matches/${match}`)).json()) as MatchDetails;
    const tookMs = monotonicMs() - askedAt;
    if (tookMs >= shortestMs) continue;
    shortestMs = tookMs;
    aheadMs = serverNow - askedAt - tookMs / 2;
  }
}

/** The first of those who follow a match here watches its lines too; all of them take note of its events. */
function open({ origin, matches, each }: Followed): Promise<unknown> {
  const all = matches.flatMap((match) => Array.from({ length: each }, (_, nth) => ({ match, isFirst: nth === 0 })));
  return Promise.all(all.map((one) => openOne(origin, one)));
}

async function openOne(
  origin: string,
  { match, isFirst }: { readonly match: string; readonly isFirst: boolean },
): Promise<void> {
  let seq = 0;
  const leave = leaving.get(match) ?? new AbortController();
  leaving.set(match, leave);
  const done = new Set<string>();
  await follow(
    `${origin}/v1/matches/${match}/live`,
    {
      event: (event) => {
        const now = monotonicMs() + aheadMs;
        if (event.seq !== seq + 1) disordered += 1;
        seq = event.seq;
        toldMs.push(now - event.recordedAt);
        lateMs.push(now - event.occurredAt);
        if (isFirst) recordedAt.set(`${match} ${event.seq}`, event.recordedAt);
      },
      line: ({ event, channel, state, reason }) => {
        if (!isFirst) return;
        const name = `${match} ${event}`;
        written.add(`${name} ${channel}`);
        if (state === 'asked' || done.has(`${event} ${channel}`)) return;
        done.add(`${event} ${channel}`);
        if (state === 'dropped') dropped[reason ?? ''] = (dropped[reason ?? ''] ?? 0) + 1;
        else soundMs.push(monotonicMs() + aheadMs - (recordedAt.get(name) ?? Number.NaN));
      },
    },
    leave.signal,
  );
}

answering({
  open: async (given) => {
    const followed = given as Followed;
    await compareClocks(followed);
    await open(followed);
  },
  leave: (given) => {
    leaving.get(given as string)?.abort();
    leaving.delete(given as string);
  },
  begin: () => {
    [toldMs, lateMs, soundMs, written, dropped, disordered] = [[], [], [], new Set(), {}, 0];
  },
  end: (): Heard => ({ toldMs, lateMs, soundMs, written: written.size, dropped, disordered }),
});
