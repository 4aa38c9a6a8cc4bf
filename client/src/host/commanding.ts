import type { Done } from '../../../src/wire/host.js';
import type { Answer } from '../connection/asking.js';

/** What became of a host's command. `lost`: nobody knows, and the channel shows it. */
export type Outcome = { readonly done: Done } | { readonly refused: string } | { readonly lost: 'away' | 'silence' };

const TRIES_MAX = 3;

/** Asks with the same key until there is an answer, a few times: done twice it would be done once. */
export async function commanded(ask: () => Promise<Answer<Done>>): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if ('ok' in answer) return { done: answer.ok };
    if ('refused' in answer) return { refused: answer.refused.code };
    if (answer.lost === 'away') return { lost: 'away' };
    if (tries === TRIES_MAX) return { lost: 'silence' };
  }
}
