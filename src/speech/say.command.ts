import { rename, rm, writeFile } from 'node:fs/promises';
import { FRAME_MS, type Audio } from '../audio/sound.port.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal } from '../kernel/outcome.js';
import { parseSettings, SettingsMistakes } from '../settings/parse-settings.js';
import type { Settings } from '../settings/settings.js';
import { PronunciationMistakes, readPronunciations } from './pronunciation-list.js';
import { sayArguments, USAGE, type SayArguments } from './say-arguments.js';
import type { Speech } from './speech.port.js';
import { Voicing, type VoicedChunk } from './voicing.js';
import { withVoices } from './with-voices.js';

process.exitCode = await run(process.argv.slice(2));

async function run(given: readonly string[]): Promise<number> {
  const asked = sayArguments(given);
  if (typeof asked === 'string') return complain(`${asked}\n\n${USAGE}`, 2);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('Stopped.')));
  try {
    const settings = parseSettings(process.env);
    return await withVoices(settings, (speech, audio) => say(settings, asked, { speech, audio, signal: stop.signal }));
  } catch (error) {
    if (error instanceof SettingsMistakes || error instanceof PronunciationMistakes) return complain(error.message, 2);
    if (stop.signal.aborted) return 130;
    if (error instanceof Fault || isSystemError(error)) return complain(error.message, 1);
    throw error;
  }
}

async function say(
  { values }: Settings,
  asked: SayArguments,
  { speech, audio, signal }: { speech: Speech; audio: Audio; signal: AbortSignal },
): Promise<number> {
  const list = await readPronunciations(values.LONGWAVE_DATA, values.PRONUNCIATIONS_FILE);
  const voiced = new Voicing(speech, audio, list).voice(asked, signal);
  if (isRefusal(voiced)) return complain(voiced.detail, 2);
  const chunks: VoicedChunk[] = [];
  for await (const piece of voiced.made) chunks.push(...piece.chunks);
  await replaceFile(asked.out, Buffer.concat(chunks.map(({ chunk }) => chunk.frames)));
  console.log(summary(asked.out, chunks));
  return 0;
}

// Whoever plays the file while it is replaced hears the old one or the new one, never half of one.
async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function summary(out: string, chunks: readonly VoicedChunk[]): string {
  const frames = chunks.reduce((sum, { chunk }) => sum + chunk.frameCount, 0);
  const voices = [...new Set(chunks.map(({ voice }) => voice))].join(', ');
  return `${out}: ${((frames * FRAME_MS) / 1_000).toFixed(2)} s, spoken by ${voices}`;
}

function complain(message: string, exitCode: number): number {
  console.error(message);
  return exitCode;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
