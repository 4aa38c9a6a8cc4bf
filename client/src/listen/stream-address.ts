import { StreamAddresses } from '../../../src/wire/streams.js';
import { askAsMe } from '../people/asking-as.js';
import { streamsPath } from './elsewhere.js';

/** Where this page hears the channel’s stream as whoever is signed in here. */
export async function streamAddress(id: string): Promise<string> {
  const answer = await askAsMe(streamsPath(id), StreamAddresses);
  if (!('ok' in answer)) throw new Error('The server does not tell where the stream is.');
  const { pathname, search } = new URL(answer.ok.mp3);
  return pathname + search;
}
