import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Entry } from '../../src/wire/radio.js';
import { findings, type Survivors } from '../support/kill-findings.js';
import { KillableProgram } from '../support/killable-program.js';
import { OpenAiServer } from '../support/openai-server.js';
import { PersistentHost } from '../support/persistent-host.js';
import { TappedListener } from '../support/tapped-listener.js';
import { until } from '../support/until.js';

const AWAY_S = 6;
const FRAME_MS = 24;

async function away(): Promise<void> {
  const since = performance.now();
  await until('it was away', () => performance.now() - since > AWAY_S * 1_000);
}

describe('a radio whose process stands still', () => {
  let provider: OpenAiServer;
  let program: KillableProgram;
  let host: PersistentHost;
  let listener: TappedListener;

  beforeEach(async () => {
    provider = await new OpenAiServer().listen();
    program = await KillableProgram.make({ OPENAI_BASE_URL: `${provider.url}/v1` });
    await program.start();
    host = await PersistentHost.open(program, 'still');
    listener = await new TappedListener({ origin: program.origin, channel: 'still' }).in();
    for (const over of ['one', 'two', 'three'])
      await host.say({ text: [1, 2, 3].map((ball) => `This is ball ${ball} of over ${over}.`).join(' ') });
    await until('all of it is announced', () => listener.held.size === 9, 60_000);
  }, 90_000);

  afterEach(async () => {
    listener.close();
    await program.remove();
    await provider.close();
  });

  /** How much later a chunk that had sounded is kept now than it was told. */
  async function shiftOf({ chunk, startsAt }: Entry): Promise<number> {
    const rows = await program.rows<{ at: number }>('SELECT starts_at AS at FROM audio_chunks WHERE id = $1', [chunk]);
    return (rows[0]?.at ?? NaN) - startsAt;
  }

  async function whatIsWrong(death: Pick<Survivors, 'asked' | 'diedAt' | 'shiftMs'>): Promise<readonly string[]> {
    const late = await new TappedListener({ origin: program.origin, channel: 'still' }).in();
    const { wrong } = await findings({ program, provider, ...death, held: listener.held, host, listener, late });
    late.close();
    return wrong;
  }

  test('[RA152] stopped for seconds: what is announced sounds, and what fell due is done as if it had been done then', async () => {
    const clockId = listener.joins[0]?.clockId;
    program.signal('SIGSTOP');
    const saying = host.say({ text: 'This is said to one who stands still.' });
    await away();
    program.signal('SIGCONT');
    await saying;
    expect(await whatIsWrong({ asked: 0, diedAt: Infinity })).toEqual([]);
    expect(listener.followed.following.clockId).toBe(clockId);
  }, 120_000);

  // The monotonic clock of the next process lies behind by as long as it would have stood still, and the boot clock does not.
  test('[RA152] killed, the machine suspended, and started again: another clock, and everything sounds once', async () => {
    const clockId = listener.joins[0]?.clockId;
    const first = await until('something sounds', () => listener.heard[0], 20_000);
    program.kill();
    await program.died();
    const death = { asked: provider.calls.length, diedAt: program.serverNow };
    await away();
    const startedAt = program.serverNow;
    program.inside = ['unshare', '--time', '--monotonic', String(-AWAY_S)];
    await program.start();
    expect(program.readyAt).toBeGreaterThan(startedAt);
    await host.say({ text: 'This is said after the night.' });
    // What the database says of both clocks is the same to the frame: the suspend is in neither.
    const shiftMs = await shiftOf(first);
    expect([0, FRAME_MS]).toContain(shiftMs);
    // By another clock nothing it was told holds: it gets all there is.
    expect(await whatIsWrong({ ...death, shiftMs })).toEqual(['the listener had to begin anew']);
    expect(listener.followed.following.clockId).not.toBe(clockId);
  }, 120_000);
});
