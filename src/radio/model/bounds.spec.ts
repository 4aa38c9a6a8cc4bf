import { describe, expect, test } from '@jest/globals';
import { aChannel, aChunk, aRequest } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import type { Request, Urgency } from './state.js';

function waiting(counts: Partial<Record<Urgency, number>>, others: readonly Request[] = []): Studio {
  const requests = (['flash', 'normal', 'filler'] as const).flatMap((urgency) =>
    Array.from({ length: counts[urgency] ?? 0 }, (_, at) =>
      aRequest(`${urgency}${at}`, { urgency, rank: at, acceptedAt: at }),
    ),
  );
  return new Studio(aChannel({ requests: [...requests, ...others] }));
}

/** What the last of those that wait became, or the refusal. */
function accepts(studio: Studio, urgency: Urgency): string {
  const outcome = studio.enqueue('new', { urgency });
  const gone = studio.state.requests.filter(({ place }) => place.at === 'ended').map(({ id }) => id);
  return [outcome, ...gone.map((id) => `${id} ${studio.status(id)}`)].join(', ');
}

describe('200 may wait', () => {
  test.each([
    ['normal', { normal: 189 }, 'accepted'],
    ['normal', { normal: 190 }, 'radio.queue-full'],
    ['normal', { flash: 10, normal: 180 }, 'radio.queue-full'],
    ['filler', { normal: 189 }, 'accepted'],
    ['filler', { filler: 190 }, 'radio.queue-full'],
    ['flash', { normal: 190 }, 'accepted'],
    ['flash', { flash: 9, normal: 190 }, 'accepted'],
    ['flash', { flash: 10, normal: 190 }, 'radio.queue-full'],
    ['normal', { normal: 188, filler: 2 }, 'ended accepted, filler1 cancelled displaced'],
    ['flash', { normal: 188, filler: 2 }, 'accepted'],
    ['flash', { flash: 10, normal: 188, filler: 2 }, 'ended accepted, filler1 cancelled displaced'],
  ] as const)('[RA31] %s, where %j wait: %s', (urgency, counts, expected) => {
    expect(accepts(waiting(counts), urgency)).toBe(expected);
  });

  test('[RA31] the filler that came last gives way, wherever it stands', () => {
    const last = aRequest('last', { urgency: 'filler', rank: -1, acceptedAt: 1 });
    const studio = waiting({ normal: 188, filler: 1 }, [last]);
    expect(accepts(studio, 'normal')).toBe('ended accepted, last cancelled displaced');
  });

  test('[RA31] one that is about to be heard stays, and the one before it gives way', () => {
    const air = aRequest('air', {
      making: { phase: 'done', pieces: 1 },
      place: { at: 'air', since: 0 },
      chunks: [aChunk('air0', { at: 0, frames: 100 })],
    });
    const firm = aRequest('firm', {
      urgency: 'filler',
      acceptedAt: 5,
      making: { phase: 'done', pieces: 1 },
      chunks: [aChunk('firm0', { at: 2_808, frames: 100 })],
    });
    const studio = waiting({ normal: 188, filler: 1 }, [air, firm]);
    studio.now = 2_300;
    expect(accepts(studio, 'normal')).toBe('ended accepted, filler0 cancelled displaced');
    expect(studio.enqueue('more')).toBe('radio.queue-full');
  });

  test('[RA31] what is refused displaces nobody', () => {
    const studio = waiting({ normal: 188, filler: 2 });
    expect(studio.enqueue('new', { staleAfterMs: 1 })).toBe('radio.stale');
    expect(studio.status('filler1')).toBe('pending');
  });

  test('[RA31] what is on air takes no place, what was interrupted does', () => {
    const air = aRequest('air', { place: { at: 'air', since: 0 }, making: { phase: 'running', pieces: 2 } });
    expect(accepts(waiting({ normal: 189 }, [air]), 'normal')).toBe('accepted');
    const aside = aRequest('aside', { place: { at: 'aside', since: 0 }, making: { phase: 'running', pieces: 2 } });
    expect(accepts(waiting({ normal: 189 }, [aside]), 'normal')).toBe('radio.queue-full');
  });

  test('[RA31] an edit finds its place at the maximum', () => {
    const studio = waiting({ normal: 190 });
    expect(studio.does({ type: 'edit', id: 'normal0', request: { id: 'new', expectedMs: 1 } })).toBe('ended accepted');
  });
});
