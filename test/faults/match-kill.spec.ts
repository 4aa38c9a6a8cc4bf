import { expect, test } from '@jest/globals';
import type { EventPage, MatchDetails } from '../../src/wire/match-doors.js';
import type { Recorded } from '../../src/wire/matches.js';
import { KillableProgram } from '../support/killable-program.js';
import { seeded } from '../support/seeded.js';
import { until } from '../support/until.js';

const ROUNDS = 3;
const WRITERS = 6;

interface Pouring {
  readonly acknowledged: Map<string, number>;
  /** Sent, and never answered. */
  readonly unsure: Set<string>;
}

test('[MA10] killed while events pour in, what was answered is there, without a hole, and nothing is spoken twice', async () => {
  const draw = seeded(10);
  const program = await KillableProgram.make();
  const pouring: Pouring = { acknowledged: new Map(), unsure: new Set() };
  try {
    await program.start();
    let token = await program.token('admin');
    // Nothing: the connection broke before there was an answer.
    const post = async <T>(path: string, body: object, key: string): Promise<T | undefined> => {
      const answer = await fetch(`${program.origin}/v1/matches${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }).catch(() => undefined);
      if (answer === undefined) return undefined;
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json().catch(() => undefined)) as T | undefined;
    };
    const sides = { home: { name: 'Alders' }, away: { name: 'Birches' } };
    const made = await post<MatchDetails>('', { sport: 'football', ...sides, languages: ['en'] }, 'make-the-match');
    const id = made?.id ?? '';

    for (let round = 0; round < ROUNDS; round += 1) {
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        for (let nth = 0; ; nth += 1) {
          const key = `round-${round}-${writer}-${nth}`;
          pouring.unsure.add(key);
          const event = { key, type: nth % 20 === 5 ? 'goal' : 'throw_in', side: 'home', segment: 'H1' };
          const answered = await post<Recorded>(`/${id}/events`, event, key);
          if (answered === undefined) return;
          pouring.acknowledged.set(key, answered.seq);
          pouring.unsure.delete(key);
        }
      });
      const enough = pouring.acknowledged.size + 20 + Math.floor(draw() * 30);
      await until('enough of them', () => (pouring.acknowledged.size >= enough ? true : undefined));
      program.kill();
      await program.died();
      await Promise.all(writers);
      await program.start();
      token = await program.token('admin');
    }

    const seqs: number[] = [];
    const bySeq = new Map<number, EventPage['events'][number]>();
    for (let after: number | null = 0; after !== null;) {
      const answer = await fetch(`${program.origin}/v1/matches/${id}/events?after=${after}&limit=500`);
      const page = (await answer.json()) as EventPage;
      for (const event of page.events) bySeq.set(event.seq, event);
      seqs.push(...page.events.map(({ seq }) => seq));
      after = page.next;
    }
    expect(seqs).toEqual(seqs.map((_, nth) => nth + 1));
    const recorded = [...pouring.acknowledged.values()];
    expect(recorded.filter((seq) => !bySeq.has(seq))).toEqual([]);
    expect(new Set(recorded).size).toBe(recorded.length);
    expect(seqs.length - recorded.length).toBeLessThanOrEqual(pouring.unsure.size);
    const goals = [...bySeq.values()].filter(({ content }) => content.type === 'goal').length;
    expect(bySeq.get(seqs.length)?.score).toEqual({ home: goals, away: 0 });

    // What matters is said one after the other, and what was thrown in is left after 12 s.
    const lookAt = async () => {
      const [behind] = await program.rows<{ behind: number }>(
        'SELECT m.seq - c.told_to AS behind FROM match_channels c JOIN matches m ON m.id = c.match',
      );
      if (behind?.behind !== 0) return undefined;
      return program.rows<{ text: string; event: number; request: string }>(
        `SELECT r.text, l.event, r.id AS request FROM audio_playback_requests r
          LEFT JOIN commentary_lines l ON l.request = r.id WHERE r.host = 'commentary'`,
      );
    };
    const asked = await until('everything was looked at', lookAt, 100_000);
    // Each request is of one line, and each line of one event: none was asked for that no line knows.
    expect(asked.filter(({ event }) => event === null)).toEqual([]);
    expect(new Set(asked.map(({ text }) => text)).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(0);
  } finally {
    await program.remove();
  }
}, 240_000);
