import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Global, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { Database } from '../../src/database/database.port.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { SettingsModule } from '../../src/settings/settings.module.js';
import { SpeechStatus } from '../../src/speech/speech-status.port.js';
import { SpeechModule } from '../../src/speech/speech.module.js';
import { Voicing, type VoicedChunk } from '../../src/speech/voicing.js';
import { Metrics } from '../../src/watch/metrics.port.js';
import { WatchModule } from '../../src/watch/watch.module.js';
import { never } from '../contracts/speech.contract.js';
import { hear } from '../support/audio.js';
import { dataFolder } from '../support/data-folder.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { MemoryLog } from '../support/memory.log.js';
import { OpenAiServer } from '../support/openai-server.js';

const folder = dataFolder('speech');
const openai = new OpenAiServer();
const log = new MemoryLog();
let house: INestApplicationContext;

@Global()
@Module({ providers: [{ provide: BlobStore, useValue: new MemoryBlobStore() }], exports: [BlobStore] })
class StoreModule {}

@Module({})
class HouseModule {}

beforeAll(async () => {
  await openai.listen();
  const settings = parseSettings({
    LONGWAVE_DATA: folder,
    OPENAI_API_KEY: 'sk-canary',
    OPENAI_BASE_URL: `${openai.url}/v1`,
    SPEECH_CHARACTERS_PER_DAY: '2000',
  });
  const rooms = [
    KernelModule,
    SettingsModule.with(settings),
    WatchModule.with(log),
    DatabaseModule.with({ entities: [] }),
    StoreModule,
    SpeechModule,
  ];
  house = await NestFactory.createApplicationContext({ module: HouseModule, imports: rooms }, { logger: false });
}, 60_000);

afterAll(async () => {
  await house.close();
  await openai.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => openai.next());

async function speak(text: string, language = 'en'): Promise<readonly VoicedChunk[]> {
  const voiced = house.get(Voicing).voice({ text, language, style: 'calm' }, never());
  if (isRefusal(voiced)) throw new Error(voiced.refused);
  const chunks: VoicedChunk[] = [];
  for await (const piece of voiced.made) chunks.push(...piece.chunks);
  return chunks;
}

async function charactersSpent(): Promise<number> {
  const rows = await house.get(Database).query<{ sum: string }>('SELECT sum(characters) AS sum FROM speech_budget');
  return Number(rows[0]?.sum ?? 0);
}

describe('the speech room, put together', () => {
  test('[SP24] words are bought once, counted, and become frames that play', async () => {
    const spentBefore = await charactersSpent();
    const text = 'What a wonderful catch at deep square leg!';
    const first = await speak(text);
    const again = await speak(text);
    expect(openai.calls).toHaveLength(1);
    expect((await charactersSpent()) - spentBefore).toBe(text.length);
    expect(first.map(({ voice }) => voice)).toEqual(['openai:alloy']);
    expect(again.map(({ voice }) => voice)).toEqual(['openai:alloy']);
    expect((await hear(Buffer.concat(again.map(({ chunk }) => chunk.frames)))).warnings).toBe('');
    expect(await house.get(Metrics).registry.metrics()).toContain(
      'speech_calls_total{provider="openai",outcome="ok"} 1',
    );
  });

  test('[SP24] another format than was asked for becomes frames all the same', async () => {
    openai.format = 'wav';
    const [made] = await speak('The keeper whips off the bails in a flash.');
    openai.format = 'pcm';
    expect(made?.voice).toBe('openai:alloy');
    expect(made?.chunk.frameCount).toBeGreaterThan(80);
  });

  test('[SP24] an answer with half of its sound is bought again, and only the whole is kept', async () => {
    for (const word of ['first', 'second', 'third', 'fourth', 'fifth']) {
      await speak(`This is the ${word} ball of a very long over.`);
    }
    openai.next('half');
    const text = 'This is the sixth ball of a very long over.';
    const whole = await speak(text);
    expect(openai.calls).toHaveLength(2);
    expect(whole[0]?.chunk.frameCount).toBeGreaterThan(100);
    expect(await speak(text)).toHaveLength(1);
    expect(openai.calls).toHaveLength(2);
    // The half was no success, and both were paid for.
    expect(await house.get(Metrics).registry.metrics()).toContain(
      'speech_calls_total{provider="openai",outcome="speech.bad-answer"} 1',
    );
  });

  test('[SP24] when the provider says that nothing is left to spend, the embedded voice speaks and hosts are told', async () => {
    const body = { error: { message: 'Quota', type: 'insufficient_quota', code: 'insufficient_quota' } };
    openai.next({ status: 429, body }, { status: 429, body });
    const chunks = await speak('The umpire raises his finger. That is the end of the innings, and what an innings!');
    expect(new Set(chunks.map(({ voice }) => voice))).toEqual(new Set(['espeak:en']));
    expect(chunks.flatMap(({ words }) => words).length).toBeGreaterThan(10);
    const [paid, free] = house.get(SpeechStatus).voices();
    expect(paid).toMatchObject({ name: 'openai', state: 'resting', lastFault: { code: 'speech.spend-cap' } });
    expect(free).toMatchObject({ name: 'espeak', state: 'working' });
    const callsBefore = openai.calls.length;
    await speak('Nobody asks the provider now.');
    expect(openai.calls).toHaveLength(callsBefore);
    expect(log.lines.map(({ sentence }) => sentence)).toContain('speech fell back');
    expect(JSON.stringify(log.lines)).not.toMatch(/umpire|canary/);
  });

  test('[SP20] the embedded voice’s words lie inside their chunk, one after the other', async () => {
    const [made] = await speak('Sieben Tore in einem Spiel, das gab es hier noch nie!', 'de');
    expect(made?.words.map(({ start, end }) => made.text.slice(start, end))).toEqual(made?.text.split(' '));
    const starts = made?.words.map(({ startMs }) => startMs) ?? [];
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(made?.words.at(-1)?.endMs).toBeLessThanOrEqual((made?.chunk.frameCount ?? 0) * 24);
  });
});
