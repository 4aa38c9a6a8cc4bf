import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isRefusal, type Refusal } from '../../src/kernel/outcome.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { Person } from '../../src/people/person.port.js';
import { Invite, Page, type InviteInput, type Tokens } from '../../src/wire/people.js';
import { ENGINES, openFresh } from '../support/database.js';
import { MemoryLog } from '../support/memory.log.js';
import { ORIGIN, peopleNode, tokenFor, tokenIn, type PeopleNode } from '../support/people.js';
import { until } from '../support/until.js';

const START = 1_763_640_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const HOST: InviteInput = { role: 'host', channels: ['final'] };
const FIRST_PAGE = Page.parse({});
const ENDED = { refused: 'people.not-signed-in', detail: 'The session has ended: sign in again.' };
const UNKNOWN = { refused: 'people.invitation-unknown' };

function granted<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`${outcome.refused}: ${outcome.detail}`);
  return outcome;
}

describe.each(ENGINES)('people on $name', (engine) => {
  let open: Awaited<ReturnType<typeof openFresh>>;
  let clock: VirtualClock;
  let log: MemoryLog;
  let node: PeopleNode;

  beforeAll(async () => {
    open = await openFresh(engine);
  });

  beforeEach(async () => {
    clock = new VirtualClock(START);
    log = new MemoryLog();
    node = await peopleNode(open.database, clock, log);
  });

  afterEach(async () => {
    await node.stop();
    await open.database.query('DELETE FROM sessions');
    await open.database.query('DELETE FROM invitations');
  });

  afterAll(async () => open.close());

  // A second of a virtual clock costs a look-up: over days it is cheaper to start again than to live through them.
  const later = async (ms: number): Promise<void> => {
    await node.stop();
    clock = new VirtualClock(clock.now() + ms);
    node = await peopleNode(open.database, clock, log);
  };
  const begin = async (input: InviteInput = HOST): Promise<Tokens> =>
    granted(await node.begin.run(await tokenFor(node, input)));
  const refreshed = async ({ refreshToken }: Tokens): Promise<Tokens> => granted(await node.refresh.run(refreshToken));
  const whoIs = async ({ accessToken }: Tokens, at = node) => at.bearers.identify(accessToken);
  const personOf = async (tokens: Tokens): Promise<Person> => granted(await whoIs(tokens)).person;
  const everythingStored = async (): Promise<string> =>
    JSON.stringify([
      await open.database.query('SELECT * FROM invitations'),
      await open.database.query('SELECT * FROM sessions'),
      await open.database.query('SELECT * FROM refresh_tokens'),
    ]);

  describe('invitations', () => {
    test('[PE9] who takes one up becomes what it says, and nothing more', async () => {
      const tokens = await begin();
      expect(tokens.me).toMatchObject({ role: 'host', channels: ['final'] });
      expect(await personOf(tokens)).toEqual({
        role: 'host',
        channels: ['final'],
        id: tokens.me.id,
        session: tokens.me.session,
      });
      expect(tokens.accessTokenExpiresAt).toBe('2025-11-20T12:15:00.000Z');
      expect(tokens.refreshTokenExpiresAt).toBe('2025-12-20T12:00:00.000Z');
    });

    test('[PE9] of fifty who come at once with a link for one, one gets in', async () => {
      const token = await tokenFor(node, HOST);
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => node.begin.run(token)));
      expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1);
      expect(outcomes.filter((outcome) => isRefusal(outcome) && outcome.refused === UNKNOWN.refused)).toHaveLength(49);
      expect(await node.sessions.list(FIRST_PAGE)).toHaveLength(1);
    });

    test('[PE9] of twenty who come at once with a link for seven, seven get in', async () => {
      const token = await tokenFor(node, { role: 'listener', uses: 7 });
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => node.begin.run(token)));
      expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(7);
    });

    test('[PE9] none holds a moment longer than it says', async () => {
      const [first, second] = [
        await tokenFor(node, { ...HOST, hours: 2 }),
        await tokenFor(node, { ...HOST, hours: 2 }),
      ];
      await later(2 * 60 * MINUTE - 1);
      expect(isRefusal(await node.begin.run(first))).toBe(false);
      await clock.advance(1);
      expect(await node.begin.run(second)).toMatchObject(UNKNOWN);
    });

    test('[PE9] one that is withdrawn, and one nobody made, let nobody in', async () => {
      const token = await tokenFor(node, HOST);
      const [invitation] = await node.invitations.list({ role: 'admin', id: 'a', session: 's' }, FIRST_PAGE);
      expect(
        await node.invitations.withdraw({ role: 'admin', id: 'a', session: 's' }, invitation?.id ?? ''),
      ).toBeUndefined();
      expect(await node.begin.run(token)).toMatchObject(UNKNOWN);
      expect(await node.begin.run('x'.repeat(43))).toMatchObject(UNKNOWN);
    });

    test('[PE9] [PE13] neither links nor tokens can be read from the database', async () => {
      const token = await tokenFor(node, { ...HOST, uses: 2 });
      const tokens = granted(await node.begin.run(token));
      const stored = await everythingStored();
      expect(stored).toContain('final');
      for (const secret of [token, tokens.refreshToken, tokens.accessToken]) expect(stored).not.toContain(secret);
    });

    test('[PE5] a host invites to its own channels, sees and withdraws those alone', async () => {
      const host = await personOf(await begin());
      const other = await personOf(await begin({ role: 'host', channels: ['derby'] }));
      const invite = async (by: Person, input: InviteInput) => node.invitations.invite(by, Invite.parse(input), ORIGIN);
      const mine = granted(await invite(host, HOST));
      await invite('command' as never, { role: 'admin' });
      await invite('command' as never, { role: 'host', channels: ['final', 'derby'] });
      await invite('command' as never, { role: 'listener' });
      expect(await invite(host, { role: 'host', channels: ['final', 'derby'] })).toMatchObject({
        refused: 'people.not-allowed',
      });
      expect(await invite(host, { role: 'admin' })).toMatchObject({ refused: 'people.not-allowed' });
      expect((await node.invitations.list(host, FIRST_PAGE)).map(({ id }) => id)).toEqual([mine.id]);
      expect(await node.invitations.list(other, FIRST_PAGE)).toEqual([]);
      expect(await node.invitations.withdraw(other, mine.id)).toMatchObject({ refused: 'request.not-found' });
      expect(await node.invitations.withdraw(host, mine.id)).toBeUndefined();
      expect(await node.invitations.list(host, FIRST_PAGE)).toEqual([]);
    });

    test('[PE12] each start tells a new link, until somebody has become admin by any of them', async () => {
      const [first, second] = [
        await node.invitations.firstInvitation(ORIGIN),
        await node.invitations.firstInvitation(`${ORIGIN}/`),
      ];
      expect(first).toMatch(/^https:\/\/radio\.example\/invite#[\w-]{43}$/);
      expect(second).toMatch(/^https:\/\/radio\.example\/invite#[\w-]{43}$/);
      expect(granted(await node.begin.run(tokenIn(first ?? ''))).me.role).toBe('admin');
      expect(await node.invitations.firstInvitation(ORIGIN)).toBeUndefined();
      expect(await node.begin.run(tokenIn(second ?? ''))).toMatchObject(UNKNOWN);
    });

    test('[PE12] a thousand starts do not fill the database', async () => {
      for (let start = 0; start < 30; start += 1) await node.invitations.firstInvitation(ORIGIN);
      expect(await open.database.query('SELECT id FROM invitations')).toHaveLength(10);
    });

    test('[PE12] an owner stays one after everything has been swept', async () => {
      await begin({ role: 'admin' });
      await later(400 * DAY);
      await node.sweep.run();
      expect(await node.sessions.list(FIRST_PAGE)).toEqual([]);
      expect(await node.invitations.firstInvitation(ORIGIN)).toBeUndefined();
    });
  });

  describe('refreshing', () => {
    test('[PE6] each token is changed for the next, and the session goes on', async () => {
      const first = await begin();
      await later(14 * MINUTE);
      const second = await refreshed(first);
      await later(14 * MINUTE);
      const third = await refreshed(second);
      expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
      expect(third.me).toEqual(first.me);
      expect(await personOf(third)).toMatchObject({ role: 'host' });
    });

    test('[PE6] two tabs that wake up together both go on', async () => {
      const first = await begin();
      const both = await Promise.all([refreshed(first), refreshed(first)]);
      await later(10 * MINUTE);
      for (const tokens of both) await refreshed(tokens);
    });

    test('[PE6] an answer that was lost can be asked for again', async () => {
      const first = await begin();
      await refreshed(first);
      await clock.advance(30 * SECOND);
      await refreshed(first);
    });

    test('[PE6] a token that comes back later was stolen: nobody has this session any more', async () => {
      const stolen = await begin();
      const mine = await refreshed(stolen);
      const other = await begin();
      await clock.advance(31 * SECOND);
      expect(await node.refresh.run(stolen.refreshToken)).toEqual(ENDED);
      expect(await whoIs(mine)).toMatchObject({
        refused: 'people.not-signed-in',
        detail: 'This session was signed out.',
      });
      expect(await node.refresh.run(mine.refreshToken)).toEqual(ENDED);
      expect(await personOf(other)).toMatchObject({ role: 'host' });
      expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([
        {
          level: 'warn',
          sentence: 'a refresh token was shown again: its session is signed out',
          fields: { session: stolen.me.session },
        },
      ]);
    });

    test('[PE6] the sixth use within 30 s is one too many', async () => {
      const first = await begin();
      for (let use = 0; use < 5; use += 1) await refreshed(first);
      expect(await node.refresh.run(first.refreshToken)).toEqual(ENDED);
      expect(await whoIs(first)).toMatchObject({ refused: 'people.not-signed-in' });
    });

    test('[PE6] a session unused for 30 days has ended', async () => {
      const [used, unused] = [await begin(), await begin()];
      await later(20 * DAY);
      const next = await refreshed(used);
      await later(10 * DAY);
      expect(await node.refresh.run(unused.refreshToken)).toEqual(ENDED);
      await refreshed(next);
    });

    test('[PE6] a token nobody was given is worth nothing, and signs nobody out', async () => {
      const tokens = await begin();
      expect(await node.refresh.run('x'.repeat(43))).toEqual(ENDED);
      expect(await node.refresh.run(tokens.accessToken)).toEqual(ENDED);
      await refreshed(tokens);
    });
  });

  describe('signing out', () => {
    test('[PE10] nothing of the session is believed here from that moment on', async () => {
      const tokens = await begin();
      expect(await node.signOut.run(tokens.me.session ?? '')).toBe(true);
      expect(await whoIs(tokens)).toMatchObject({ refused: 'people.not-signed-in' });
      expect(await node.refresh.run(tokens.refreshToken)).toEqual(ENDED);
    });

    test('[PE10] other nodes know within 2 s, and their sockets are told', async () => {
      const other = await peopleNode(open.database, clock, log);
      const tokens = await begin();
      const identity = granted(await whoIs(tokens, other));
      const told: string[] = [];
      other.bearers.onSignedOut((session) => told.push(session));
      await node.signOut.run(tokens.me.session ?? '');
      expect(other.bearers.holds(identity)).toBe(true);
      await clock.advance(SECOND);
      await until('the other node knows', () => !other.bearers.holds(identity), 1_000);
      expect(await whoIs(tokens, other)).toMatchObject({ refused: 'people.not-signed-in' });
      expect(told).toEqual([tokens.me.session]);
      await other.stop();
    });

    test('[PE10] a node that starts later knows at once', async () => {
      const tokens = await begin();
      await node.signOut.run(tokens.me.session ?? '');
      const other = await peopleNode(open.database, clock, log);
      expect(await whoIs(tokens, other)).toMatchObject({ refused: 'people.not-signed-in' });
      await other.stop();
    });

    test('[PE10] an identity ends with its token', async () => {
      const identity = granted(await whoIs(await begin()));
      await later(15 * MINUTE - 1);
      expect(node.bearers.holds(identity)).toBe(true);
      await later(1);
      expect(node.bearers.holds(identity)).toBe(false);
    });
  });

  test('[PE15] what ended more than a day ago is removed, the rest stays', async () => {
    await begin();
    await tokenFor(node, { ...HOST, hours: 1 });
    const signedOut = await begin({ role: 'listener' });
    await node.signOut.run(signedOut.me.session ?? '');
    await later(12 * 60 * MINUTE);
    const fresh = await begin({ role: 'listener', hours: 1 });
    await later(13 * 60 * MINUTE);
    await node.sweep.run();
    const sessions = await open.database.query('SELECT id FROM sessions');
    expect(sessions).toHaveLength(2);
    expect(sessions).toContainEqual({ id: fresh.me.session });
    expect(await open.database.query('SELECT DISTINCT session FROM refresh_tokens')).toHaveLength(2);
    await later(40 * DAY);
    await node.sweep.run();
    expect(await everythingStored()).toBe('[[],[],[]]');
  });
});
