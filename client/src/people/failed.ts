import type { HttpAnswer } from './asking-http.js';
import { LOOK } from '../words/look.js';

/** Why something asked over HTTP was not done, for a person; nothing where it was. */
export function reasonOf<T>(answer: HttpAnswer<T>): string | undefined {
  if ('ok' in answer) return undefined;
  if ('lost' in answer) return answer.lost === 'away' ? LOOK.away : LOOK.nonsense;
  const { title, detail, mistakes = [] } = answer.problem;
  const [mistake] = mistakes;
  return mistake === undefined ? (detail ?? title) : `${title} ${mistake.path}: ${mistake.message}`;
}
