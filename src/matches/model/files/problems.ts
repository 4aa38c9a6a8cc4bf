import { refuse, type Refusal } from '../../../kernel/outcome.js';
import { faultIn } from './json-fault.js';

/** What is wrong with a file, and where. */
export interface Problem {
  readonly place: string;
  readonly what: string;
}

/** More are not named: whoever mends these finds the others. */
export const PROBLEMS_MAX = 5;
const PROBLEM_LENGTH_MAX = 200;

export function unreadable(problems: readonly Problem[]): Refusal {
  const named = problems.slice(0, PROBLEMS_MAX).map(({ place, what }) => short(`${place}: ${what}`));
  const rest = problems.length > PROBLEMS_MAX ? ['and more'] : [];
  return refuse('matches.file-unreadable', `${[...named, ...rest].join('; ')}.`);
}

// A file's own words come back in it, and those may be long.
function short(told: string): string {
  return told.length <= PROBLEM_LENGTH_MAX ? told : `${told.slice(0, PROBLEM_LENGTH_MAX - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** What a schema found, with the place written as in code: `innings[1].overs[3]`. */
export function problemsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Problem[] {
  return issues
    .slice(0, PROBLEMS_MAX + 1)
    .map(({ path, message }) => ({ place: pathOf(path) || 'the whole', what: message }));
}

export function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = String(part);
      return /^[a-z_]\w*$/i.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** What the text holds, or where it stops being JSON. */
export function parsed(text: string, firstLine = 1): { readonly value: unknown } | Problem {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column, isCut } = faultIn(text);
    return {
      place: `line ${firstLine + line - 1}, column ${column}`,
      what: isCut ? 'it ends in the middle' : 'this is not JSON',
    };
  }
}
