import { describe, expect, test } from '@jest/globals';
import { aChannel, aRequest } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import { inOrder } from './order.js';

/** Those that wait, in the order they are to be said. */
function order(studio: Studio): string {
  return inOrder(studio.state)
    .map(({ id }) => id)
    .join(' ');
}

function queueOf(...ids: readonly string[]): Studio {
  const studio = new Studio();
  for (const id of ids) studio.enqueue(id, { urgency: id.startsWith('n') ? 'normal' : 'filler' });
  return studio;
}

describe('order', () => {
  test('[RA6] urgency counts first, then who came first', () => {
    const studio = queueOf('f1', 'n1', 'f2', 'n2');
    studio.enqueue('goal', { urgency: 'flash' });
    expect(order(studio)).toBe('goal n1 n2 f1 f2');
  });

  test('[RA6] to prepend is to be the first of an urgency, not to be more urgent', () => {
    const studio = queueOf('f1', 'n1');
    studio.does({ type: 'prepend', request: { id: 'f0', urgency: 'filler', expectedMs: 1_000 } });
    studio.does({ type: 'prepend', request: { id: 'n0', urgency: 'normal', expectedMs: 1_000 } });
    expect(order(studio)).toBe('n0 n1 f0 f1');
  });

  test.each([
    ['n3', 'n1', 'n3 n1 n2 n4'],
    ['n1', 'n3', 'n2 n1 n3 n4'],
    ['n4', 'n3', 'n1 n2 n4 n3'],
    ['n1', undefined, 'n2 n3 n4 n1'],
    ['n2', 'n2', 'n1 n2 n3 n4'],
    ['n2', 'n3', 'n1 n2 n3 n4'],
  ])('[RA6] %s is put before %s', (id, before, expected) => {
    const studio = queueOf('n1', 'n2', 'n3', 'n4');
    studio.does({ type: 'reorder', id, ...(before === undefined ? {} : { before }) });
    expect(order(studio)).toBe(expected);
  });

  test('[RA6] a request stays within its urgency', () => {
    const studio = queueOf('n1', 'f1');
    expect(studio.does({ type: 'reorder', id: 'f1', before: 'n1' })).toBe('request.invalid');
    expect(studio.does({ type: 'reorder', id: 'n1', before: 'nobody' })).toBe('radio.unknown-request');
  });

  test('[RA6] nothing is put before what is on air, or about to be', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    studio.say('c', [100]);
    // a sounds until 3,000, b starts at 3,408: from 2,808 − 23 on it is firm.
    expect(studio.at(2_000).does({ type: 'reorder', id: 'c', before: 'a' })).toBe('radio.on-air');
    expect(studio.at(2_800).does({ type: 'reorder', id: 'c', before: 'b' })).toBe('radio.on-air');
    expect(studio.does({ type: 'reorder', id: 'b', before: 'c' })).toBe('radio.on-air');
    // What is asked to move is judged first.
    expect(studio.at(3_300).does({ type: 'reorder', id: 'a', before: 'b' })).toBe('radio.ended');
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808', 'c0 6216-8616']);
  });

  test('[RA6] however often somebody is put between the same two, there is room', () => {
    const studio = queueOf('n1', 'n2', 'n3', 'n4');
    // Each goes to the front of n4 in turn, so the room between two ranks is halved until none is left.
    for (let round = 0; round < 200; round += 1) {
      const [, second, third] = inOrder(studio.state).map(({ id }) => id);
      studio.does({ type: 'reorder', id: third ?? '', before: second ?? '' });
    }
    expect(order(studio)).toBe('n1 n2 n3 n4');
    studio.does({ type: 'reorder', id: 'n4', before: 'n2' });
    expect(order(studio)).toBe('n1 n4 n2 n3');
  });

  test('[RA6] where there is room, only the rank of what is moved changes', () => {
    const studio = queueOf('n1', 'n2', 'n3');
    expect(studio.does({ type: 'reorder', id: 'n3', before: 'n2' })).toBe('ranked');
  });

  test('[RA6] where no rank is left between two, all of the urgency get new ones and nobody else does', () => {
    const ranks = { n1: 0, n2: Number.MIN_VALUE, n3: 7 };
    const requests = Object.entries(ranks).map(([id, rank]) => aRequest(id, { rank }));
    const studio = new Studio(aChannel({ requests: [...requests, aRequest('f1', { urgency: 'filler', rank: 3 })] }));
    expect(studio.does({ type: 'reorder', id: 'n3', before: 'n2' })).toBe('ranked ranked ranked');
    expect(order(studio)).toBe('n1 n3 n2 f1');
    expect(studio.request('f1').rank).toBe(3);
  });
});

describe('a head that is not ready', () => {
  test('[RA7] whoever is ready goes 2 s after the head was accepted in silence, and the head keeps its place', () => {
    const studio = new Studio().at(960);
    studio.begin('head');
    studio.say('b', [100]);
    studio.say('c', [100]);
    expect(studio.at(2_959).timeline).toEqual([]);
    // 2,960 + 600 = 3,560, rounded up to 3,576.
    expect(studio.at(2_960).timeline).toEqual(['b0 3576-5976']);
    studio.make('head', [100], true);
    // b is firm; the head is next, and then c.
    expect(studio.timeline).toEqual(['b0 3576-5976', 'head0 6384-8784', 'c0 9192-11592']);
  });

  test('[RA7] the 2 s count from the end of sound, where that is later', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.begin('head');
    studio.say('b', [100]);
    expect(studio.at(4_999).timeline).toEqual(['a0 600-3000']);
    // a ends at 3,000; at 5,000 b starts as soon as it can: at 5,600, rounded up to 5,616.
    expect(studio.at(5_000).timeline).toEqual(['a0 600-3000', 'b0 5616-8016']);
  });

  test('[RA7] each who goes before it makes the head wait for another 2 s of silence', () => {
    const studio = new Studio();
    studio.begin('head');
    studio.say('b', [100]);
    studio.say('c', [100]);
    // b goes at 2,000 + 600, rounded up to 2,616, and ends at 5,016.
    expect(studio.at(7_015).timeline).toEqual(['b0 2616-5016']);
    expect(studio.at(7_016).timeline).toEqual(['b0 2616-5016', 'c0 7632-10032']);
  });

  test('[RA7] a head that gets ready in time takes its place back, if nothing is firm', () => {
    const studio = new Studio(aChannel({ notBefore: 4_800 }));
    studio.begin('head');
    studio.say('b', [100]);
    expect(studio.at(2_000).timeline).toEqual(['b0 4800-7200']);
    studio.make('head', [100], true);
    expect(studio.timeline).toEqual(['head0 4800-7200', 'b0 7608-10008']);
  });

  test('[RA7] the first that is ready goes, also one of lower urgency, and nobody who is not', () => {
    const studio = new Studio();
    studio.begin('head');
    studio.begin('second');
    studio.say('filler', [100], { urgency: 'filler' });
    expect(studio.at(2_000).timeline).toEqual(['filler0 2616-5016']);
  });

  test('[RA7] a flash without sound is no head: nobody waits for it', () => {
    const studio = new Studio();
    studio.begin('goal', { urgency: 'flash' });
    studio.say('b', [100]);
    expect(studio.timeline).toEqual(['b0 600-3000']);
  });
});
