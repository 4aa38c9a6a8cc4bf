import { z } from 'zod';
import { Language, VISIBILITIES } from './host.js';
import { MatchEvent, MatchState } from './matches.js';
import { ChannelId } from './radio.js';
import { SPORTS, type Lifecycle } from './sports.js';
import { words } from './words.js';

/** Making, finding and following matches. */
export const PLAYERS_MAX = 60;

const name = words(100);
const count = (max: number) => z.int().min(0).max(max);

export const PlayerView = z.object({ name: z.string(), number: z.int().nullable() });
export type PlayerView = z.infer<typeof PlayerView>;
export const NewTeam = z.strictObject({
  name,
  short: words(12).optional(),
  players: z
    .array(z.strictObject({ name, number: count(999).optional() }))
    .max(PLAYERS_MAX)
    .default([]),
});
export type NewTeam = z.infer<typeof NewTeam>;

export const MATCH_LANGUAGES_MAX = 8;
export const MatchId = ChannelId;

/** Rules of this match where they differ from its sport’s. */
export const MatchInfo = z.strictObject({
  venue: words(200).optional(),
  ballsPerOver: z.int().min(1).max(12).optional(),
  overs: z.int().min(1).max(999).optional(),
  segmentMinutes: z.int().min(1).max(90).optional(),
});
export type MatchInfo = z.infer<typeof MatchInfo>;

const language = Language;
const startsAt = z.iso.datetime().describe('When it starts, or was to.');

/** What tells the events of a match when no host does. */
export const Script = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('simulator'),
    seed: count(2 ** 31 - 1),
    paceMs: z
      .int()
      .min(100)
      .max(600_000)
      .optional()
      .describe('From one event to the next; nothing: as the match would.'),
    misbehaviour: z
      .array(z.enum(['duplicates', 'late_names', 'disallowed_goals', 'silence']))
      .max(4)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('file'), file: z.string().describe('The key of the file that was read.') }),
]);
export type Script = z.infer<typeof Script>;

export const NewMatch = z.strictObject({
  id: MatchId.optional().describe('Without one it gets one.'),
  sport: z.enum(SPORTS),
  title: words(200).optional().describe('Nothing: both sides, with a – between.'),
  competition: name.optional(),
  home: NewTeam,
  away: NewTeam,
  startsAt: startsAt.optional().describe('Nothing: now.'),
  language: language.default('en'),
  languages: z
    .array(language)
    .max(MATCH_LANGUAGES_MAX)
    .default([])
    .describe('It gets a channel for each; none: its events are told and nothing is said.'),
  visibility: z.enum(VISIBILITIES).default('public'),
  info: MatchInfo.default({}),
  script: Script.optional(),
});
export type NewMatch = z.infer<typeof NewMatch>;
export type NewMatchInput = z.input<typeof NewMatch>;

export const TeamView = z.object({
  name: z.string(),
  short: z.string().describe('At most 12 characters, for scoreboards.'),
  players: z.array(PlayerView),
});
export type TeamView = z.infer<typeof TeamView>;

export const MatchCard = z.object({
  id: MatchId,
  sport: z.enum(SPORTS),
  title: z.string(),
  competition: z.string().nullable(),
  home: TeamView.omit({ players: true }),
  away: TeamView.omit({ players: true }),
  startsAt,
  language: z.string(),
  visibility: z.enum(VISIBILITIES),
  isDemo: z.boolean().describe('It was made up so that there is something to hear.'),
  info: MatchInfo,
  channels: z.array(z.object({ channel: ChannelId, language: z.string() })),
  state: MatchState,
  toldAt: z
    .number()
    .nullable()
    .describe('When its newest event was recorded, by the server’s time; nothing before the first.'),
});
export type MatchCard = z.infer<typeof MatchCard>;

const serverNow = z.number().describe('The server’s time as it answered: clocks of matches are told by it.');

export const MatchDetails = MatchCard.extend({
  home: TeamView,
  away: TeamView,
  isScripted: z.boolean().describe('A file or the simulator tells its events.'),
  isPlaying: z.boolean().describe('It does so now.'),
  mayHost: z.boolean().describe('The one who asks may tell what happens.'),
  serverNow,
});
export type MatchDetails = z.infer<typeof MatchDetails>;

/** What goes with a match that is removed. */
export const Removal = z.object({
  channels: z.int().describe('How many of its channels lose all their sound.'),
  requests: z.int().describe('How many lines of them have sound.'),
  durationMs: z.number().describe('How long that is.'),
  bytes: z.number().describe('How much is stored of it.'),
});
export type Removal = z.infer<typeof Removal>;

export const MATCH_STATUSES = ['live', 'upcoming', 'finished'] as const;

/** What a match is where it has one of them. */
export const LIFECYCLES_OF: Readonly<Record<(typeof MATCH_STATUSES)[number], readonly Lifecycle[]>> = {
  live: ['live', 'break', 'interrupted', 'suspended', 'delayed'],
  upcoming: ['scheduled', 'postponed'],
  finished: ['finished', 'awarded', 'abandoned', 'no_result', 'cancelled', 'void'],
};

const cursor = z
  .string()
  .regex(/^[\w-]{1,200}$/)
  .optional()
  .describe('`next` of the page before.');

export const MatchQuery = z.strictObject({
  status: z.enum(MATCH_STATUSES).optional(),
  sport: z.enum(SPORTS).optional(),
  text: words(100).optional().describe('Part of the title, a side or the competition.'),
  hosted: z.stringbool().default(false).describe('Only those that the one who asks may tell of.'),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type MatchQuery = z.infer<typeof MatchQuery>;

export const MatchPage = z.object({ matches: z.array(MatchCard), next: z.string().nullable(), serverNow });
export type MatchPage = z.infer<typeof MatchPage>;

export const EventQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('The seq of the last one that is known.'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type EventQuery = z.infer<typeof EventQuery>;

export const EventPage = z.object({
  events: z.array(MatchEvent),
  next: z.int().nullable().describe('`after` of the next page; nothing: there is no more yet.'),
});
export type EventPage = z.infer<typeof EventPage>;

export const FileQuery = z.strictObject({
  match: MatchId.optional().describe('The match whose file this corrects; nothing: it is a match of its own.'),
  language: language.optional().describe('A new match gets a channel for it.'),
});
export type FileQuery = z.infer<typeof FileQuery>;

/** Where a script begins: all before it is told at once. Without a place it goes on where it was told to. */
export const StartQuery = z.strictObject({
  start_over: z.coerce.number().int().min(0).max(999).optional().describe('An over of cricket, or a minute.'),
  start_seq: z.coerce.number().int().min(1).optional(),
  language: language.optional().describe('It gets a channel for it where it has none.'),
  at_once: z.stringbool().default(false).describe('Not played: all of it is told now.'),
  factor: z.coerce.number().min(0.1).max(1_000).default(1).describe('How many times as fast.'),
});
export type StartQuery = z.infer<typeof StartQuery>;

export const SoundQuery = z.strictObject({
  language: language.optional().describe('Nothing: the match’s own.'),
});
export type SoundQuery = z.infer<typeof SoundQuery>;

/** Who speaks: what happens as it happens, or what there is to say in a quiet moment. */
export const BOX_VOICES = ['play', 'colour'] as const;
export type BoxVoice = (typeof BOX_VOICES)[number];

/** A draft waits for a host’s word, and is shown to hosts alone. */
export const LINE_STATES = ['draft', 'asked', 'ready', 'said', 'dropped'] as const;

/** What was said about an event. Its sound is told by where it is. */
export const Line = z.object({
  event: z.int().describe('The seq of what it is about.'),
  channel: ChannelId,
  line: z.int().default(0).describe('0: what is said of the event itself. Others are said in quiet moments after it.'),
  voice: z.enum(BOX_VOICES).default('play'),
  language: z.string(),
  text: z.string().describe('Nothing: it was left unsaid.'),
  writer: z.string().nullable().default(null).describe('What wrote it.'),
  state: z.enum(LINE_STATES),
  reason: z.string().nullable().describe('Why it was dropped.'),
  until: z.number().nullable().default(null).describe('Of a draft: when it is dropped, by the server’s time.'),
  refused: z
    .array(z.string())
    .default([])
    .describe('Hosts alone: by which rules wordings of it were refused before this one.'),
  lagMs: z.int().nullable().default(null).describe('From the record of the event to its first word.'),
  audioUrl: z.string().nullable(),
});
export type Line = z.infer<typeof Line>;
