import type { OutgoingHttpHeaders } from 'node:http';
import { FRAME_BYTES, FRAME_MS, SAMPLE_RATE } from '../audio/model/frames.js';
import type { ServerMs } from '../kernel/clock.js';
import { AI_VOICE } from '../wire/streams.js';
import type { Channel } from '../radio/channel-store.port.js';
import { META_BYTES, shownTitle } from './model/titles.js';

const KBIT_PER_S = (FRAME_BYTES * 8) / FRAME_MS;

/** How an endless stream begins, for whatever may play it. */
export function streamHeaders(channel: Channel, titles: boolean): OutgoingHttpHeaders {
  return {
    'Content-Type': 'audio/mpeg',
    'Cache-Control': 'no-cache, no-store, no-transform',
    // Whatever stands in between is to pass it on as it comes.
    'X-Accel-Buffering': 'no',
    'Accept-Ranges': 'none',
    Connection: 'close',
    ...AI_VOICE,
    'icy-name': asBytes(shownTitle(channel.title)),
    'icy-description': 'AI voice',
    'icy-genre': 'Sports',
    'icy-br': String(KBIT_PER_S),
    'icy-sr': String(SAMPLE_RATE),
    'icy-pub': channel.visibility === 'public' ? '1' : '0',
    'ice-audio-info': `ice-samplerate=${SAMPLE_RATE};ice-bitrate=${KBIT_PER_S};ice-channels=1`,
    ...(titles ? { 'icy-metaint': String(META_BYTES) } : {}),
  };
}

/** When the first frame sounds that a listener gets, in server time. */
export function startHeader(startsAt: ServerMs): OutgoingHttpHeaders {
  return { 'X-Starts-At': String(startsAt) };
}

// Headers are bytes, which Node takes one character each: players read these as UTF-8.
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
