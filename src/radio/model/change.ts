import type { Change, Ended, Entry as WireEntry, MessageName, Silenced, WordTime } from '../../wire/radio.js';
import type { RadioEvent } from './commands.js';
import { onAir, waitingCount } from './order.js';
import type { ChannelState, Entry, Request } from './state.js';
import { endOf, entriesOf, isFullyAnnounced, timelineOf } from './timeline.js';

/** What is known of a chunk besides its place on the timeline. */
export interface ChunkWords {
  readonly text: string;
  readonly words: readonly WordTime[];
}

export type WordsOf = (chunk: string) => ChunkWords;

export interface Step {
  readonly before: ChannelState;
  readonly after: ChannelState;
  readonly events: readonly RadioEvent[];
}

/** What listeners are told of one commit. */
export function changeOf(step: Step, wordsOf: WordsOf): Change {
  const { before, after, events } = step;
  const started = startedOf(step, wordsOf);
  const told = new Set(started?.entries.map(({ chunk }) => chunk));
  const announced = announcedOf(step).filter(({ chunk }) => !told.has(chunk.id));
  const chunks = announced.filter((entry) => soundsNow(after, entry));
  const cued = announced.filter((entry) => !soundsNow(after, entry));
  const withdrawn = withdrawnOf(events);
  const silenced = silencedOf(events);
  const ended = endedOf(before, events);
  const change: Change = {
    ...(started && { started }),
    ...(withdrawn && { withdrawn }),
    ...(silenced.length > 0 && { silenced }),
    ...(ended.length > 0 && { ended }),
    ...(cued.length > 0 && { cued: { entries: cued.map((entry) => toWire(entry)) } }),
    ...(chunks.length > 0 && { chunks: chunks.map((entry) => toWire(entry, wordsOf)) }),
  };
  const queue = queueOf(after);
  const isNews = JSON.stringify(queue) !== JSON.stringify(queueOf(before)) || Object.keys(change).length === 0;
  return isNews ? { ...change, queue } : change;
}

/** A message is named by the first of these that it carries. */
export function nameOf(change: Change): MessageName {
  if (change.started) return 'audio_stream_started';
  if (change.withdrawn || change.silenced) return 'audio_stream_withdrawn';
  if (change.ended) return 'audio_stream_ended';
  if (change.cued) return 'audio_stream_cued';
  return change.chunks ? 'audio_chunk_ready' : 'playback_queue_updated';
}

/** An entry as it is sent. Without words it is only cued: to be fetched, not to be read. */
export function toWire({ request, chunk, at, end }: Entry, wordsOf?: WordsOf): WireEntry {
  const entry = {
    request: request.id,
    chunk: chunk.id,
    index: chunk.index,
    url: `/v1/audio/chunks/${chunk.id}.mp3`,
    startsAt: at,
    frames: chunk.start?.frames ?? chunk.frames,
    last: isFullyAnnounced(request) && end === endOf(entriesOf(request)),
    ...markOf(request),
  };
  if (wordsOf === undefined) return entry;
  const { text, words } = saidIn({ request, chunk }, wordsOf);
  return { ...entry, text, words: [...words], cutPoints: [...chunk.cutPoints] };
}

/** What everybody may read of a chunk: of what was withdrawn nothing. */
export function saidIn({ request, chunk }: Pick<Entry, 'request' | 'chunk'>, wordsOf: WordsOf): ChunkWords {
  return request.silenced === true ? NO_WORDS : wordsOf(chunk.id);
}

/** How what was withdrawn is told apart. */
export function markOf({ silenced }: Pick<Request, 'silenced'>): { silenced?: true } {
  return silenced === true ? { silenced } : {};
}

const NO_WORDS: ChunkWords = { text: '', words: [] };

export function queueOf(state: ChannelState) {
  return { waiting: waitingCount(state), phase: state.phase.name, leadMs: state.leadMs, notice: state.notice ?? null };
}

export function streamUrl(request: string): string {
  return `/v1/audio/stream/${request}`;
}

/** Whether an entry is of what is on air, and not of a later turn of it. */
export function soundsNow(state: ChannelState, { request, at }: Entry): boolean {
  const current = onAir(state);
  return current?.id === request.id && at < (current.leaving?.at ?? Infinity);
}

function startedOf({ after, events }: Step, wordsOf: WordsOf): Change['started'] {
  const [event] = events.filter(({ type }) => type === 'onAir');
  if (event?.type !== 'onAir') return undefined;
  const request = after.requests.find(({ id }) => id === event.id);
  if (request === undefined) return undefined;
  const entries = entriesOf(request).filter((entry) => entry.at >= event.at && soundsNow(after, entry));
  return {
    request: request.id,
    urgency: request.urgency,
    streamUrl: streamUrl(request.id),
    entries: entries.map((entry) => toWire(entry, wordsOf)),
  };
}

function announcedOf({ after, events }: Step): Entry[] {
  const chunks = new Set(events.flatMap((event) => (event.type === 'announced' ? [event.chunk] : [])));
  return chunks.size === 0 ? [] : timelineOf(after).filter(({ chunk }) => chunks.has(chunk.id));
}

function withdrawnOf(events: readonly RadioEvent[]): Change['withdrawn'] {
  const all = events.flatMap((event) => (event.type === 'withdrawn' ? [event] : []));
  const [first] = all;
  if (first === undefined) return undefined;
  return { from: Math.min(...all.map(({ from }) => from)), reason: first.reason };
}

function silencedOf(events: readonly RadioEvent[]): Silenced[] {
  return events.flatMap((event) =>
    event.type === 'silenced' ? [{ request: event.request, chunks: [...event.chunks] }] : [],
  );
}

// Listeners know what was on air, or was interrupted; what only waited is the hosts' business.
function endedOf(before: ChannelState, events: readonly RadioEvent[]): Ended[] {
  return events.flatMap((event): Ended[] => {
    if (event.type === 'setAside') return [{ request: event.id, as: 'interrupted', reason: 'flash' }];
    if (event.type !== 'ended' || !wasHeard(before, event.id)) return [];
    return [{ request: event.id, as: event.ending.as, reason: event.ending.reason }];
  });
}

function wasHeard({ requests }: ChannelState, id: string): boolean {
  return requests.some((request) => request.id === id && (request.place.at === 'air' || request.place.at === 'aside'));
}
