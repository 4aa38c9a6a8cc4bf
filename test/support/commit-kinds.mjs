// What a commit is, as its own tables would tell: several kinds at once where several things happened.
export function kindsOf(transition) {
  return [...KINDS].filter(([, holds]) => holds(transition)).map(([kind]) => kind);
}

const endings = ({ row }) => row.change.ended ?? [];
const endsAs = (as, reason) => (transition) =>
  endings(transition).some((ended) => ended.as === as && ended.reason === reason);
const becomes =
  (phase) =>
  ({ before, after }) =>
    before.phase.name !== phase && after.phase.name === phase;
const statusMoves = (to, from) => (transition) =>
  pairs(transition).some(({ was, is }) => is.place.at === to && was?.place.at === from);
const cancelledFor = (reason) => (transition) =>
  pairs(transition).some(
    ({ was, is }) => was?.place.at !== 'ended' && is.place.at === 'ended' && is.place.reason === reason,
  );

function pairs({ before, after }) {
  const known = new Map(before.requests.map((request) => [request.id, request]));
  return after.requests.map((is) => ({ was: known.get(is.id), is }));
}

function addedChunks(transition) {
  return pairs(transition).flatMap(({ was, is }) =>
    is.chunks.slice(was?.chunks.length ?? 0).map((chunk) => ({ chunk, isLast: is.making.phase === 'done' })),
  );
}

const KINDS = new Map([
  ['accepted', (transition) => transition.contents !== undefined && !cancelledFor('edited')(transition)],
  [
    'making',
    (transition) =>
      pairs(transition).some(({ was, is }) => was?.making.phase === 'waiting' && is.making.phase === 'running'),
  ],
  ['first chunk', (transition) => addedChunks(transition).some(({ chunk }) => chunk.index === 0)],
  ['middle chunk', (transition) => addedChunks(transition).some(({ chunk, isLast }) => chunk.index > 0 && !isLast)],
  ['last chunk', (transition) => addedChunks(transition).some(({ chunk, isLast }) => chunk.index > 0 && isLast)],
  ['on air', statusMoves('air', 'queue')],
  ['completed by the clock', endsAs('completed', 'clock')],
  ['completed by a listener', endsAs('completed', 'acknowledged')],
  ['interrupted', statusMoves('aside', 'air')],
  ['on air again', statusMoves('air', 'aside')],
  ['skipped', endsAs('skipped', 'host')],
  ['paused', becomes('paused')],
  ['resumed', ({ before, after }) => before.phase.name === 'paused' && after.phase.name === 'open'],
  ['cancelled', cancelledFor('host')],
  ['edited', cancelledFor('edited')],
  ['closing', becomes('closing')],
  ['closed', becomes('closed')],
  ['takeover', ({ before, after }) => before.notBefore !== after.notBefore],
]);
