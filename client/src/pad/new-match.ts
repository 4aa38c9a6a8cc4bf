import { z } from 'zod';
import type { Problem } from '../../../src/wire/problem.js';
import { VISIBILITIES } from '../../../src/wire/host.js';
import type { NewMatchInput } from '../../../src/wire/match-doors.js';
import { readLineUp, type LineUpMistake } from './line-up.js';

/** Sports that can be told from the pad. */
export const PAD_SPORTS = ['football', 'cricket'] as const;
/** Languages in which events are put into words. */
export const PAD_LANGUAGES = ['en'] as const;

const NAME_MAX = 100;
const SHORT_MAX = 12;
const OVERS_MAX = 999;
const MINUTES_MAX = 90;

const TeamDraft = z.object({ name: z.string(), short: z.string(), players: z.string() });
export type TeamDraft = z.infer<typeof TeamDraft>;

/** A match that is being typed, as it stands in its fields. */
export const MatchDraft = z.object({
  /** It is made under this name, once, however often that is asked for. */
  id: z.string(),
  wasAsked: z.boolean(),
  sport: z.enum(PAD_SPORTS),
  home: TeamDraft,
  away: TeamDraft,
  /** As a device writes it, in its own time; nothing: now. */
  startsAt: z.string(),
  languages: z.array(z.enum(PAD_LANGUAGES)),
  visibility: z.enum(VISIBILITIES),
  overs: z.string(),
  minutes: z.string(),
});
export type MatchDraft = z.infer<typeof MatchDraft>;

const NO_TEAM: TeamDraft = { name: '', short: '', players: '' };

export function emptyDraft(id: string): MatchDraft {
  return {
    id,
    wasAsked: false,
    sport: 'football',
    home: NO_TEAM,
    away: NO_TEAM,
    startsAt: '',
    languages: ['en'],
    visibility: 'public',
    overs: '20',
    minutes: '45',
  };
}

export type FieldName = `${'home' | 'away'}.${keyof TeamDraft}` | 'startsAt' | 'overs' | 'minutes' | 'form';
export type FieldMistake =
  | { readonly is: 'missing' | 'tooLong' | 'sameName' | 'badMoment' | 'badOvers' | 'badMinutes' }
  | { readonly is: 'lineUp'; readonly of: LineUpMistake }
  | { readonly is: 'server'; readonly says: string };
export type Mistakes = Partial<Readonly<Record<FieldName, FieldMistake>>>;

/** What is asked of the server, or what is wrong and where. */
export function readDraft(draft: MatchDraft): { readonly match: NewMatchInput } | { readonly mistakes: Mistakes } {
  const { id, sport, home, away, startsAt, languages, visibility, overs, minutes } = draft;
  const mistakes: Mistakes = {
    ...teamMistakes('home', home),
    ...teamMistakes('away', away),
    ...(home.name.trim() !== '' && home.name.trim() === away.name.trim() ? { 'away.name': { is: 'sameName' } } : {}),
    ...(startsAt !== '' && Number.isNaN(Date.parse(startsAt)) ? { startsAt: { is: 'badMoment' } } : {}),
    ...(sport === 'cricket' && overs.trim() !== '' && !isWhole(overs, OVERS_MAX) ? { overs: { is: 'badOvers' } } : {}),
    ...(sport === 'football' && !isWhole(minutes, MINUTES_MAX) ? { minutes: { is: 'badMinutes' } } : {}),
  };
  if (Object.keys(mistakes).length > 0) return { mistakes };
  const info =
    sport === 'football' ? { segmentMinutes: Number(minutes) } : overs.trim() === '' ? {} : { overs: Number(overs) };
  const start = startsAt === '' ? {} : { startsAt: new Date(startsAt).toISOString() };
  return { match: { id, sport, home: teamOf(home), away: teamOf(away), languages, visibility, info, ...start } };
}

function isWhole(text: string, max: number): boolean {
  const trimmed = text.trim();
  return /^\d+$/.test(trimmed) && Number(trimmed) >= 1 && Number(trimmed) <= max;
}

function teamMistakes(side: 'home' | 'away', { name, short, players }: TeamDraft): Mistakes {
  const read = readLineUp(players);
  return {
    ...(name.trim() === '' ? { [`${side}.name`]: { is: 'missing' } } : {}),
    ...(name.trim().length > NAME_MAX ? { [`${side}.name`]: { is: 'tooLong' } } : {}),
    ...(short.trim().length > SHORT_MAX ? { [`${side}.short`]: { is: 'tooLong' } } : {}),
    ...('mistake' in read ? { [`${side}.players`]: { is: 'lineUp', of: read.mistake } } : {}),
  };
}

function teamOf({ name, short, players }: TeamDraft): NewMatchInput['home'] {
  const read = readLineUp(players);
  const listed = 'players' in read && read.players.length > 0 ? { players: read.players } : {};
  return { name: name.trim(), ...(short.trim() === '' ? {} : { short: short.trim() }), ...listed };
}

const FIELDS: ReadonlyArray<readonly [RegExp, FieldName]> = [
  [/^home\.players/, 'home.players'],
  [/^away\.players/, 'away.players'],
  [/^home\.short/, 'home.short'],
  [/^away\.short/, 'away.short'],
  [/^home/, 'home.name'],
  [/^away/, 'away.name'],
  [/^startsAt/, 'startsAt'],
  [/^info\.overs/, 'overs'],
  [/^info\.segmentMinutes/, 'minutes'],
];

/** What the server found wrong, beside the field it is about. */
export function mistakesOf({ title, detail, mistakes = [] }: Problem): Mistakes {
  if (mistakes.length === 0) return { form: { is: 'server', says: detail ?? title } };
  return Object.fromEntries(
    mistakes.map(({ path, message }) => {
      const field = FIELDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'form';
      return [field, { is: 'server', says: field === 'form' ? `${title} ${path}: ${message}` : message }];
    }),
  );
}
