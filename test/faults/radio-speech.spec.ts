import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aired, endOf } from '../support/aired.js';
import { findings } from '../support/kill-findings.js';
import { KillableProgram } from '../support/killable-program.js';
import { OpenAiServer } from '../support/openai-server.js';
import { PersistentHost } from '../support/persistent-host.js';
import type { Behaviour } from '../support/provider-server.js';
import { TappedListener } from '../support/tapped-listener.js';
import { until } from '../support/until.js';

/** A machine that is busy with other tests may be late by so much; by itself it is a tenth of this. */
const BUSY_MS = 10_000;
const TEST_MS = 150_000;
const FAILING: Behaviour = { status: 500, body: { error: { message: 'not now' } } };

interface Ended {
  readonly status: string;
  readonly reason: string;
}

interface RequestRow {
  readonly id: string;
  readonly status: string;
  readonly making: string;
  readonly reason: string;
  readonly at: number;
}

/** A program, and what its first voice does with each text, whatever is asked for beside it. */
class Stage {
  readonly provider = new OpenAiServer();
  program!: KillableProgram;

  async open(voices: string): Promise<this> {
    await this.provider.listen();
    const environment = { OPENAI_BASE_URL: `${this.provider.url}/v1`, SPEECH_PROVIDERS: voices };
    this.program = await KillableProgram.make(environment);
    await this.program.start();
    return this;
  }

  async close(): Promise<void> {
    await this.program.remove();
    await this.provider.close();
  }
}

/** One channel, with a host and somebody who listens from the beginning. */
class Scene {
  private constructor(
    private readonly stage: Stage,
    readonly host: PersistentHost,
    private readonly listener: TappedListener,
  ) {}

  static async open(stage: Stage, channel: string): Promise<Scene> {
    const host = await PersistentHost.open(stage.program, channel);
    return new Scene(stage, host, await new TappedListener({ origin: stage.program.origin, channel }).in());
  }

  async row(id: string): Promise<RequestRow> {
    const rows = await this.rows();
    const row = rows.find((each) => each.id === id);
    if (row === undefined) throw new Error(`Nobody kept ${id}.`);
    return row;
  }

  /** When all has ended: what was heard, how each request ended, and who spoke what. */
  async end(): Promise<{
    aired: Aired;
    ended: ReadonlyMap<string, Ended>;
    voicesOf: ReadonlyMap<string, string>;
  }> {
    const { program, provider } = this.stage;
    const { host, listener } = this;
    const late = await new TappedListener({ origin: program.origin, channel: host.channel }).in();
    const { aired, wrong } = await findings({
      program,
      provider,
      asked: 0,
      diedAt: Infinity,
      held: listener.held,
      host,
      listener,
      late,
    });
    late.close();
    listener.close();
    expect(wrong.filter((sentence) => !sentence.includes(' has failed: '))).toEqual([]);
    const chunks = await program.rows<{ id: string; voice: string }>('SELECT id, voice FROM audio_chunks');
    return {
      aired,
      ended: new Map((await this.rows()).map(({ id, status, reason }) => [id, { status, reason }])),
      voicesOf: new Map(chunks.map(({ id, voice }) => [id, voice.split(':')[0] ?? ''])),
    };
  }

  private rows(): Promise<RequestRow[]> {
    return this.stage.program.rows<RequestRow>(
      `SELECT id, status, making, end_reason AS reason, accepted_at AS at
       FROM audio_playback_requests WHERE channel = $1`,
      [this.host.channel],
    );
  }
}

// Most of each is waiting for a voice to be given up, so they happen at once, each on a channel of its own.
describe('a radio whose voice fails', () => {
  const withSecond = new Stage();
  const alone = new Stage();
  beforeAll(async () => void (await Promise.all([withSecond.open('openai,espeak'), alone.open('openai')])), 120_000);
  afterAll(async () => void (await Promise.all([withSecond.close(), alone.close()])));

  test.concurrent(
    '[RA143] one that hangs: whoever is ready goes before it, and the next voice says it after 8 s',
    async () => {
      const { provider } = withSecond;
      provider.whenAskedFor('never says this', 'hang');
      const scene = await Scene.open(withSecond, 'hangs');
      const hanging = await scene.host.say({ text: 'The first voice never says this.' });
      await until('the voice is asked', () => provider.wasAskedFor('never says this'));
      const ready = await scene.host.say({ text: 'The first voice says this at once.' });
      const acceptedAt = (await scene.row(hanging)).at;
      const { aired, ended } = await scene.end();
      expect([ended.get(hanging)?.status, ended.get(ready)?.status]).toEqual(['completed', 'completed']);
      const [first, second] = aired.sounded;
      expect([first?.request, second?.request]).toEqual([ready, hanging]);
      // The head has 2 s, and the lead is 600 ms.
      expect((first?.at ?? 0) - acceptedAt).toBeGreaterThanOrEqual(2_600);
      expect((second?.at ?? 0) - acceptedAt).toBeGreaterThanOrEqual(8_600);
      expect((second?.at ?? Infinity) - acceptedAt).toBeLessThan(8_600 + BUSY_MS);
    },
    TEST_MS,
  );

  test.concurrent(
    '[RA143] one that stops in the middle: the next voice makes what is missing, within 9 s of silence',
    async () => {
      withSecond.provider.whenAskedFor('it stops in the middle', 'stall');
      const scene = await Scene.open(withSecond, 'stalls');
      const text = 'The first voice says this. But it stops in the middle of this.';
      const request = await scene.host.say({ text });
      const { aired, ended, voicesOf } = await scene.end();
      expect(ended.get(request)?.status).toBe('completed');
      expect(aired.sounded.map(({ chunk }) => voicesOf.get(chunk))).toEqual(['openai', 'espeak']);
      const [first, second] = aired.sounded;
      expect(first && second && second.at - endOf(first)).toBeLessThan(9_000 + BUSY_MS);
    },
    TEST_MS,
  );

  test.concurrent(
    '[RA143] one that is down, or breaks off: the next voice says it, once',
    async () => {
      const { provider } = withSecond;
      provider.whenAskedFor('breaks off in this', 'cut');
      provider.whenAskedFor('is down by now', FAILING);
      const scene = await Scene.open(withSecond, 'breaks');
      // A voice that fails twice rests, and the others want to ask it.
      const others = ['never says this', 'says this at once', 'it stops in the middle'];
      await until('it is asked for the others', () => others.every((words) => provider.wasAskedFor(words)), 30_000);
      const broken = await scene.host.say({ text: 'The first voice breaks off in this.' });
      await until('it is made by another', async () => (await scene.row(broken)).making === 'done', 30_000);
      const down = await scene.host.say({ text: 'The first voice is down by now.' });
      const { aired, ended, voicesOf } = await scene.end();
      expect([ended.get(down)?.status, ended.get(broken)?.status]).toEqual(['completed', 'completed']);
      expect(aired.sounded.map(({ chunk }) => voicesOf.get(chunk))).toEqual(['espeak', 'espeak']);
    },
    TEST_MS,
  );

  test.concurrent(
    '[RA143] nobody can say it: it fails with its reason, and the next is on air',
    async () => {
      alone.provider.whenAskedFor('Nobody can say this', FAILING);
      const scene = await Scene.open(alone, 'fails');
      const failing = await scene.host.say({ text: 'Nobody can say this at all.' });
      await until('it has failed', async () => (await scene.row(failing)).status === 'failed', 60_000);
      const next = await scene.host.say({ text: 'But this can be said again.' });
      const { aired, ended } = await scene.end();
      expect(ended.get(failing)).toEqual({ status: 'failed', reason: 'speech' });
      expect(ended.get(next)?.status).toBe('completed');
      expect(aired.sounded.map(({ request }) => request)).toEqual([next]);
    },
    TEST_MS,
  );

  test.concurrent(
    '[RA143] nobody says the rest: what is ready sounds, silence lasts 9 s at most, and the next starts',
    async () => {
      const { provider } = alone;
      provider.whenAskedFor('ever says the rest', 'hang');
      const scene = await Scene.open(alone, 'rests');
      const text = 'The first voice says this. And nobody ever says the rest.';
      const broken = await scene.host.say({ text });
      await until('the voice is asked for the rest', () => provider.wasAskedFor('ever says the rest'));
      // Whoever is ready goes before what is not ready within two seconds, which a busy machine may take.
      await until('it is on air', async () => (await scene.row(broken)).status === 'playing');
      const next = await scene.host.say({ text: 'This one is said in any case.' });
      const { aired, ended } = await scene.end();
      expect(ended.get(broken)?.status).toBe('failed');
      expect(ended.get(next)?.status).toBe('completed');
      const [first, second] = aired.sounded;
      expect([first?.request, second?.request]).toEqual([broken, next]);
      expect(first && second && second.at - endOf(first)).toBeLessThan(9_000 + BUSY_MS);
    },
    TEST_MS,
  );
});
