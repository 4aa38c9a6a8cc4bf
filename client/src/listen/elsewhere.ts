import type { StreamAddresses } from '../../../src/wire/streams.js';
import { secondsOf } from '../player/delay.js';

export function streamsPath(id: string): string {
  return `/v1/channels/${id}/streams`;
}

export interface Elsewhere {
  readonly stream: string;
  readonly m3u: string;
  readonly hls: string;
}

/** What other players are given so that they are as late as this one. What is open to all has an address that can be typed. */
export function elsewhere(id: string, { mp3, m3u, hls, expiresAt }: StreamAddresses, delayMs: number): Elsewhere {
  const short = new URL(`/live/${id}.mp3`, mp3).href;
  const later = (address: string): string => {
    const url = new URL(address);
    if (delayMs > 0) url.searchParams.set('delay', secondsOf(delayMs));
    return url.href;
  };
  return { stream: later(expiresAt === null ? short : mp3), m3u: later(m3u), hls: later(hls) };
}
