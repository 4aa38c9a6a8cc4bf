import { parseArgs } from 'node:util';
import { STYLES, type Style } from './speech.port.js';

export interface SayArguments {
  readonly text: string;
  readonly out: string;
  readonly language: string;
  readonly voice: string | undefined;
  readonly style: Style;
}

export const USAGE = `usage: npm run say -- "Four runs! That is the hundred." --out goal.mp3
  --out FILE       where the sound goes (needed); a file that is there is replaced
  --language TAG   such as en, hi or pt-BR (en)
  --voice NAME     such as espeak:en-us+f3 or openai:nova (the first voice's usual one)
  --style STYLE    ${STYLES.join(', ')} (calm)`;

/** What was asked, or what is wrong with it. */
export function sayArguments(given: readonly string[]): SayArguments | string {
  const parsed = parsedArgs(given);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  if (positionals.length !== 1) return positionals.length === 0 ? 'What is to be said?' : 'Put quotes around the text.';
  const { out, language = 'en', voice, style = 'calm' } = values;
  if (out === undefined) return 'Where is the sound to go? --out is missing.';
  const tag = tagOf(language);
  if (tag === undefined) return `--language ${language} is not a language tag.`;
  const known = STYLES.find((name) => name === style);
  if (known === undefined) return `--style ${style} is none of ${STYLES.join(', ')}.`;
  return { text: positionals[0] ?? '', out, language: tag, voice, style: known };
}

function parsedArgs(given: readonly string[]) {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { out: { ...option, short: 'o' }, language: option, voice: option, style: option },
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    return message;
  }
}

function tagOf(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
