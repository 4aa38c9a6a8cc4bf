import { FRAME_MS } from '../../audio/model/frames.js';
import type { Transcript } from '../../wire/replay.js';
import type { Part } from '../../radio/model/layout.js';

/** What was said, by whom, and when it is heard in a file. */
export interface Told {
  readonly chunk: string;
  readonly request: string;
  readonly startsAt: number;
  readonly text: string;
  readonly voice: string;
  readonly language: string;
  /** Where its frames are; nothing: its sound was deleted. */
  readonly key: string | null;
  /** It was withdrawn: it has no words any more. */
  readonly silenced: boolean;
}

/** Where words were withdrawn. */
const MARK = '[withdrawn]';

/** Captions of a file (WebVTT): a cue for each chunk that has words. */
export function captionsOf(parts: readonly Part<Told>[]): string {
  const cues = parts.flatMap(({ of, from, frames }) => {
    const text = of === null ? '' : bodyOf(of);
    if (text.trim() === '') return [];
    return [`${time(from * FRAME_MS)} --> ${time((from + frames) * FRAME_MS)}\n${plain(text)}\n`];
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** What was said in a file, as podcast players read it, and with what is ours: also which event each request tells of. */
export function transcriptOf(parts: readonly Part<Told>[], eventOf: ReadonlyMap<string, number>): Transcript {
  const segments = parts.flatMap(({ of, from, frames }) => {
    if (of === null) return [];
    const { voice, language, chunk, request, startsAt, key, silenced: withdrawn } = of;
    const body = bodyOf(of);
    const startTime = (from * FRAME_MS) / 1_000;
    const endTime = ((from + frames) * FRAME_MS) / 1_000;
    const audioUrl = key === null ? null : `/v1/audio/chunks/${chunk}.mp3`;
    const event = eventOf.get(request) ?? null;
    const shown = { chunk, request, startsAt, audioUrl, withdrawn, event };
    return [{ startTime, endTime, body, speaker: voice, language, ...shown }];
  });
  return { version: '1.0.0', segments };
}

function bodyOf({ text, silenced }: Told): string {
  return silenced ? MARK : text;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function time(ms: number): string {
  const [s, m, h] = [Math.floor(ms / 1_000), Math.floor(ms / 60_000), Math.floor(ms / 3_600_000)];
  return `${two(h)}:${two(m % 60)}:${two(s % 60)}.${String(ms % 1_000).padStart(3, '0')}`;
}

// A cue is markup, and an empty line ends it.
function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s*\n\s*/g, ' ');
}
