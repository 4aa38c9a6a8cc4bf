import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../src/wire/problem.js';
import { fileFailure, tooLarge } from './file-failure.js';

const problem = (known: Partial<Problem>): { problem: Problem } => {
  return { problem: { type: 'about:blank', title: 'No.', status: 422, code: 'matches.file-unreadable', ...known } };
};

describe('why a file was not taken', () => {
  it('[PG73] is told with the place that the server names', () => {
    const detail = 'line 4, column 2: this is not JSON; innings[1].overs[3]: Required.';
    expect(fileFailure(problem({ title: 'The file cannot be read.', detail }))).toBe(
      'The file cannot be read. line 4, column 2: this is not JSON; innings[1].overs[3]: Required.',
    );
  });

  it('[PG73] is what else the server says, or that it says nothing', () => {
    expect(fileFailure(problem({ code: 'people.not-allowed', title: 'You may not.' }))).toBe('You may not.');
    expect(fileFailure({ lost: 'away' })).toBe('The server does not answer: try again in a moment.');
  });

  it('[PG73] a file is too large from its first byte over 5 MB, before it is sent', () => {
    expect(tooLarge(5_000_000)).toBeUndefined();
    expect(tooLarge(5_000_001)).toBe('The file is larger than any match: 5 MB at most.');
  });
});
