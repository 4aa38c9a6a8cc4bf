import type { Refusal } from '../../../kernel/outcome.js';
import { FILE_LINES_MAX, MatchFileEvent, MatchFileHeader, MatchFileVerdict } from '../../../wire/match-files.js';
import type { ScriptedMatch, ScriptLine } from '../script.js';
import { parsed, problemsOf, PROBLEMS_MAX, unreadable, type Problem } from './problems.js';
import { refusedLines, type NumberedLine } from './refused-lines.js';
import { titleOf } from './title.js';

/** A match from JSON by the line: a header, then what happened. */
export function readMatchLines(text: string): ScriptedMatch | Refusal {
  const [first, ...rest] = linesIn(text);
  if (first === undefined) return unreadable([{ place: 'line 1', what: 'there is nothing in it' }]);
  const header = readLine(first, () => MatchFileHeader);
  if ('problems' in header) return unreadable(header.problems);
  if (rest.length > FILE_LINES_MAX) return unreadable([tooMany(rest)]);
  const told = readAll(rest, header.read.revision);
  if ('problems' in told) return unreadable(told.problems);
  const { sport, info } = header.read;
  const problems = [...miscounted(header.read, rest), ...refusedLines({ sport, info }, told.read)];
  return problems.length > 0 ? unreadable(problems) : scripted(header.read, told.read);
}

// One more than there may be is enough to see that there are too many.
function linesIn(text: string): NumberedLine<string>[] {
  const lines: NumberedLine<string>[] = [];
  let number = 1;
  for (let from = 0; from < text.length && lines.length < FILE_LINES_MAX + 2; number += 1) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    const content = text.slice(from, end);
    if (content.trim() !== '') lines.push({ number, content });
    from = end + 1;
  }
  return lines;
}

type Reading<Read> = { readonly read: Read } | { readonly problems: readonly Problem[] };

/** As much of a schema as is needed here: models know no packages. */
interface Schema<Read> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Read }
    | { readonly success: false; readonly error: { readonly issues: Parameters<typeof problemsOf>[0] } };
}

function readLine<Read>(
  { number, content }: NumberedLine<string>,
  schemaFor: (value: unknown) => Schema<Read>,
): Reading<Read> {
  const json = parsed(content, number);
  if ('place' in json) return { problems: [json] };
  const found = schemaFor(json.value).safeParse(json.value);
  if (found.success) return { read: found.data };
  return {
    problems: problemsOf(found.error.issues).map(({ place, what }) => ({ place: `line ${number}, ${place}`, what })),
  };
}

/** Of one thing in one file; more count as the last. */
const TELLINGS_MAX = 1_000;

function readAll(lines: readonly NumberedLine<string>[], revision: number): Reading<NumberedLine<ScriptLine>[]> {
  const problems: Problem[] = [];
  const told: NumberedLine<ScriptLine>[] = [];
  const tellings = new Map<string, number>();
  for (const line of lines) {
    const reading = readLine(line, schemaOf);
    if ('problems' in reading) problems.push(...reading.problems);
    else {
      // Each telling of a thing is newer than the one before: where the file is told again, the older changes nothing.
      const nth = tellings.get(reading.read.key) ?? 0;
      tellings.set(reading.read.key, Math.min(nth + 1, TELLINGS_MAX - 1));
      told.push({ number: line.number, content: scriptLine(reading.read, revision * TELLINGS_MAX + nth) });
    }
    if (problems.length > PROBLEMS_MAX) break;
  }
  return problems.length > 0 ? { problems } : { read: told };
}

// Instead of a union of both: what is wrong is told of the one that was meant.
function schemaOf(value: unknown): Schema<MatchFileEvent | MatchFileVerdict> {
  const op = typeof value === 'object' && value !== null && 'op' in value ? value.op : undefined;
  return op === 'confirm' || op === 'retract' ? MatchFileVerdict : MatchFileEvent;
}

function scriptLine(read: MatchFileEvent | MatchFileVerdict, version: number): ScriptLine {
  const line = { afterMs: Math.round(read.at * 1_000), key: read.key, version };
  if (!('type' in read)) return { ...line, op: read.op };
  const { at: _at, key: _key, op, provisional, ...content } = read;
  return { ...line, op, provisional, content };
}

function tooMany(lines: readonly NumberedLine<string>[]): Problem {
  return { place: `line ${lines.at(-1)?.number ?? 0}`, what: `there are more than ${FILE_LINES_MAX} lines` };
}

function miscounted({ lines }: MatchFileHeader, rest: readonly NumberedLine<string>[]): Problem[] {
  if (lines === undefined || lines === rest.length) return [];
  return [{ place: 'line 1, lines', what: `it says ${lines}, and ${rest.length} follow` }];
}

function scripted(header: MatchFileHeader, told: readonly NumberedLine<ScriptLine>[]): ScriptedMatch {
  const { sport, title, competition, home, away, info, startsAt } = header;
  return {
    sport,
    title: title ?? titleOf(home.name, away.name, ' – '),
    ...(competition === undefined ? {} : { competition }),
    home,
    away,
    info,
    ...(startsAt === undefined ? {} : { startsAt }),
    lines: told.map(({ content }) => content),
  };
}
