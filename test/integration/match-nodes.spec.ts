import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { simulated } from '../../src/matches/model/simulator/simulated.js';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import { KillableProgram } from '../support/killable-program.js';
import { Following } from '../support/match-app.js';
import { RadioNodes } from '../support/radio-nodes.js';
import { isRequired } from '../support/services.js';
import { until } from '../support/until.js';

/** Whoever holds a script says so for 10 s, and what nobody holds is looked for every 3 s. */
const TAKEN_WITHIN_MS = 13_000;
/** A machine that is busy with other tests may be late by so much. */
const BUSY_MS = 5_000;
const SEED = 7;
const [home, away] = [{ name: 'Alders' }, { name: 'Birches' }];
const seqs = (following: Following): readonly number[] => following.events.map(({ seq }) => seq);
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, nth) => nth + 1);

async function post<T>({ origin }: KillableProgram, token: string, path: string, body: object = {}): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/v1/matches${path}`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}

// Without these in the run there are no other nodes.
if ((['postgres', 'redis', 's3'] as const).every(isRequired)) {
  describe('a match of several nodes', () => {
    const endings: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of endings.splice(0).toReversed()) await end();
    });

    async function twoNodes(): Promise<readonly [KillableProgram, KillableProgram]> {
      const installation = await RadioNodes.open();
      endings.push(() => installation.close());
      const { environment } = installation;
      const nodes = [await KillableProgram.make(environment), await KillableProgram.make(environment)] as const;
      endings.push(...nodes.map((node) => () => node.remove()));
      if (!(await nodes[0].start())) throw new Error(nodes[0].err);
      return nodes;
    }

    function followed({ origin }: KillableProgram, match: string): Following {
      const following = new Following(`${origin}/v1/matches/${match}/live`);
      endings.push(async () => following.cut());
      return following;
    }

    test('[MA90] [MA9] its script is told by one node and, when that is killed, by the other from there on: each event once, in order, to all who follow', async () => {
      const [first, second] = await twoNodes();
      const token = await first.token('admin');
      const script = { kind: 'simulator', seed: SEED, paceMs: 250 };
      const { id } = await post<MatchDetails>(first, token, '', { sport: 'football', home, away, script });
      await post(first, token, `/${id}/start`);
      const holder = async (node: KillableProgram): Promise<string | undefined> =>
        (await node.rows<{ node: string }>('SELECT node FROM match_plays WHERE match = $1', [id]))[0]?.node;
      const held = await holder(first);
      await second.start();
      const [near, far] = [followed(first, id), followed(second, id)];
      // A host at the other node tells the same match something meanwhile.
      for (let nth = 0; nth < 20; nth += 1) {
        const { seq } = await post<{ seq: number }>(second, token, `/${id}/events`, { type: 'throw_in', side: 'home' });
        await far.hasSeen(seq);
      }
      expect(await holder(second)).toBe(held);

      const { length } = far.events;
      near.cut();
      first.kill();
      const killedAt = performance.now();
      await first.died();
      await until('the other node tells on', async () => (await holder(second)) !== held && far.events.length > length);
      expect(performance.now() - killedAt).toBeLessThan(TAKEN_WITHIN_MS + BUSY_MS);

      await until('the match is over', () => far.state?.lifecycle === 'finished', 60_000);
      const over = await until('all of it was told', async () => {
        const match = (await (await fetch(`${second.origin}/v1/matches/${id}`)).json()) as MatchDetails;
        return match.isPlaying ? undefined : match;
      });
      const last = over.state.seq;
      await far.hasSeen(last);
      expect(seqs(far)).toEqual(upTo(last));
      expect(seqs(near)).toEqual(upTo(near.events.length));
      expect(near.events).toEqual(far.events.slice(0, near.events.length));
      const told = far.events.filter(({ source }) => source === 'simulator');
      const facts = new Set(told.map(({ fact }) => fact));
      const teams = { home: { ...home, players: [] }, away: { ...away, players: [] } };
      const { lines } = simulated({ sport: 'football', seed: SEED, ...teams });
      expect(facts.size).toBe(new Set(lines.map(({ key }) => key)).size);
      const added = told.filter(({ op }) => op === 'add' || op === 'note').map(({ fact }) => fact);
      expect(new Set(added).size).toBe(added.length);
      expect(far.events.filter(({ source }) => source === 'host')).toHaveLength(20);
    }, 150_000);

    test('[MA90] a node that stops hands its scripts over at once', async () => {
      const [first, second] = await twoNodes();
      const token = await first.token('admin');
      const script = { kind: 'simulator', seed: SEED, paceMs: 250 };
      const { id } = await post<MatchDetails>(first, token, '', { sport: 'football', home, away, script });
      await post(first, token, `/${id}/start`);
      await second.start();
      const far = followed(second, id);
      await far.hasSeen(5);
      first.signal('SIGTERM');
      await first.died();
      const { length } = far.events;
      const stoppedAt = performance.now();
      await far.hasSeen(length + 3);
      // It is looked for every 3 s; nobody has to wait until it is let go.
      expect(performance.now() - stoppedAt).toBeLessThan(3_000 + BUSY_MS);
      expect(seqs(far)).toEqual(upTo(far.events.length));
    }, 90_000);
  });
}
