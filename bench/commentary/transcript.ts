import type { KeptLine } from '../../src/commentary/line-store.port.js';
import type { EventContent, MatchEvent } from '../../src/wire/matches.js';
import type { Side } from '../../src/wire/sports.js';
import type { Played, Spoken } from './room.js';

type Named = Readonly<Record<Side, { readonly name: string }>>;

interface Row {
  readonly at: number;
  readonly cells: readonly string[];
}

const TITLES = ['time', 'clock', 'score', 'what happened', 'what was said', 'voice', 'late'];
const OPS: Readonly<Record<MatchEvent['op'], string>> = {
  add: '',
  note: '',
  confirm: 'it stands: ',
  revise: 'told anew: ',
  retract: 'taken back: ',
};
/** Of a line-up nobody reads more. */
const PEOPLE_MAX = 3;

/** What happened and what was said of it, as it was heard, up to a time after the first event. */
export function transcriptOf(match: Named, { events, spoken, lines }: Played, untilMs: number): string {
  const from = events[0]?.recordedAt ?? 0;
  const rows = [...events.map((event) => happened(match, event, lines)), ...spoken.map((one) => said(one, from))]
    .filter(({ at }) => at - from < untilMs)
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, cells: [until = '', ...cells] }) => [`${sinceStart(at - from)}${until}`, ...cells]);
  return [TITLES, TITLES.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function happened(match: Named, event: MatchEvent, lines: readonly KeptLine[]): Row {
  const { seq, op, status, content, score, recordedAt } = event;
  const unsure = status === 'provisional' ? ', not sure yet' : '';
  const what = `${seq}. ${OPS[op]}${inWords(match, content)}${unsure}`;
  const left = lines.find(({ about, state }) => state === 'dropped' && about.includes(seq));
  const isSaid = lines.some(
    ({ about, state, voice }) => state !== 'dropped' && voice === 'play' && about.includes(seq),
  );
  const reason = isSaid || left?.reason === undefined || left.reason === null ? '' : `*${left.reason}*`;
  return { at: recordedAt, cells: ['', playClock(content), `${score.home}–${score.away}`, what, reason, '', ''] };
}

function said({ text, startsAt, endsAt, line }: Spoken, from: number): Row {
  const about = line?.voice === 'play' ? `(${line.about.join(', ')})` : '';
  const late = line?.voice === 'play' ? `${seconds(startsAt - line.recordedAt)} s` : '';
  return {
    at: startsAt,
    cells: [` to ${sinceStart(endsAt - from)}`, '', '', about, `“${text}”`, line?.voice ?? '', late],
  };
}

function inWords(match: Named, { type, subtype, side, participants = [] }: EventContent): string {
  const what = [type, ...(subtype === undefined ? [] : [subtype])].map((word) => word.replaceAll('_', ' ')).join(', ');
  const whose = side === undefined ? '' : `, ${match[side].name}`;
  const people = participants.slice(0, PEOPLE_MAX).map(({ role, name }) => `${role} ${name ?? 'unknown'}`);
  const more = participants.length > PEOPLE_MAX ? ` and ${participants.length - PEOPLE_MAX} more` : '';
  return `${what}${whose}${people.length === 0 ? '' : `: ${people.join(', ')}${more}`}`;
}

function playClock({ clock }: EventContent): string {
  if (clock === undefined) return '';
  const { sec, addedSec } = clock;
  return addedSec === undefined ? minutes(sec) : `${minutes(sec)} + ${minutes(addedSec)}`;
}

function sinceStart(ms: number): string {
  const whole = Math.floor(ms / 60_000);
  return `${whole}:${seconds(ms - whole * 60_000).padStart(4, '0')}`;
}

function minutes(sec: number): string {
  return `${Math.floor(sec / 60)}:${String(sec % 60).padStart(2, '0')}`;
}

// Cut and not rounded, so that no second has sixty.
function seconds(ms: number): string {
  return (Math.floor(ms / 100) / 10).toFixed(1);
}
