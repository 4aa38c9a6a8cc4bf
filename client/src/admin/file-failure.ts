import { CODES } from '../../../src/wire/codes.js';
import { FILE_BYTES_MAX } from '../../../src/wire/match-files.js';
import type { HttpAnswer } from '../people/asking-http.js';
import { reasonOf } from '../people/failed.js';

/** What the server would say, without sending it megabytes that it does not take. */
export function tooLarge(bytes: number): string | undefined {
  return bytes > FILE_BYTES_MAX ? CODES['matches.file-too-large'].title : undefined;
}

/** Why a file was not taken: what that means, and each place that the server names. */
export function fileFailure<T>(answer: Exclude<HttpAnswer<T>, { readonly ok: T }>): string {
  if ('lost' in answer || answer.problem.code !== 'matches.file-unreadable') return reasonOf(answer) ?? '';
  const { title, detail = '' } = answer.problem;
  return `${title} ${detail}`.trim();
}
