import { expect, test } from '@jest/globals';
import { dieAt } from '../support/kill-lane.js';
import { NOTE_KILL_POINTS } from '../support/kill-points.js';
import { hasPassedWithout, isRequired } from '../support/services.js';

/** Each is tried where all services are, said plainly or written by a model in turn; by itself every fifth is. */
const TRIED = NOTE_KILL_POINTS.filter((_, at) => {
  const isWithout = at % 5 === 0;
  return isRequired('postgres') ? !(isWithout && hasPassedWithout) : isWithout;
});
const PLAIN = TRIED.filter((_, at) => at % 2 === 0);
const WRITTEN = TRIED.filter((_, at) => at % 2 === 1);

test(`[RA192] [CM44] ${TRIED.length} times kill -9 in a note, said plainly or written by a model: all of it is said, none of it twice, and none is bought again`, async () => {
  const plain = await dieAt(PLAIN, [{ WRITING: 'templates' }]);
  // A writer is left after 1.5 s: more than one program at once is slower than that on a busy machine.
  const written = await dieAt(WRITTEN, [{}]);
  expect([plain.wrong, written.wrong]).toEqual([{}, {}]);
}, 600_000);
