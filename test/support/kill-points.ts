import type { KillableProgram } from './killable-program.js';
import type { OpenAiServer } from './openai-server.js';
import type { PersistentHost } from './persistent-host.js';
import type { TappedListener } from './tapped-listener.js';
import { until } from './until.js';

/** Who takes part in one death. */
export interface Cast {
  readonly program: KillableProgram;
  readonly provider: OpenAiServer;
  readonly host: PersistentHost;
  readonly listener: TappedListener;
  /** So many sentences that nobody else says. */
  readonly words: (sentences: number) => string;
}

export interface Play {
  readonly name: string;
  /** What happens on the channel until the program dies, and what its host does after. */
  readonly act: (cast: Cast) => Promise<void>;
  readonly acknowledges?: boolean;
  /** Something of it is written by a model, where one is turned on. */
  readonly isNoted?: true;
}

/** Where the program dies: in one play, around a commit of a kind. */
export interface KillPoint extends Play {
  readonly kind: string;
  readonly when: 'before' | 'after' | 'in the middle of';
  readonly nth?: number;
}

function isOnAir({ listener }: Cast, request: string): Promise<unknown> {
  const starts = () => listener.told.some(({ change }) => change.started?.request === request);
  return until('it is on air', starts, 60_000);
}

async function oneThen(cast: Cast, sentences: number, then: (first: string) => Promise<unknown>): Promise<void> {
  const first = await cast.host.say({ text: cast.words(sentences) });
  await isOnAir(cast, first);
  await then(first);
}

const two: Play['act'] = (cast) => oneThen(cast, 2, () => cast.host.say({ text: cast.words(1) }));
const three: Play['act'] = (cast) => oneThen(cast, 1, () => cast.host.say({ text: cast.words(3) }));
const flash: Play['act'] = (cast) => oneThen(cast, 4, () => cast.host.say({ text: cast.words(1), urgency: 'flash' }));
const skip: Play['act'] = (cast) =>
  oneThen(cast, 3, async (first) => {
    await cast.host.say({ text: cast.words(1) });
    await cast.host.skipOver(first);
  });
const pause: Play['act'] = (cast) =>
  oneThen(cast, 2, async () => {
    await cast.host.do('pause');
    await cast.host.say({ text: cast.words(1) });
    await cast.host.do('resume');
  });
const cancel: Play['act'] = (cast) =>
  oneThen(cast, 3, async () => cast.host.cancel(await cast.host.say({ text: cast.words(1) })));
const edit: Play['act'] = (cast) =>
  oneThen(cast, 3, async () => cast.host.edit(await cast.host.say({ text: cast.words(1) }), cast.words(1)));
const close: Play['act'] = (cast) => oneThen(cast, 2, () => cast.host.do('close'));
const dieOnAir: Play['act'] = (cast) =>
  oneThen(cast, 2, async () => {
    await cast.host.say({ text: cast.words(1) });
    cast.program.kill();
  });
const dieWhileSpeaking: Play['act'] = (cast) =>
  oneThen(cast, 1, async () => {
    cast.provider.next('speak', 'stall');
    const text = cast.words(3);
    await cast.host.say({ text });
    await until('the second piece is asked for', () => cast.provider.calls.length === 2);
    cast.program.kill();
  });

const AROUND: readonly (Play & { readonly kind: string; readonly nth?: number })[] = [
  { name: 'a request is accepted', kind: 'accepted', nth: 2, act: two },
  { name: 'its making begins', kind: 'making', nth: 2, act: two },
  { name: 'its first chunk is ready', kind: 'first chunk', nth: 2, act: three },
  { name: 'a chunk in its middle is ready', kind: 'middle chunk', act: three },
  { name: 'its last chunk is ready', kind: 'last chunk', act: three },
  { name: 'its sound is stored', kind: 'sound stored', nth: 2, act: three },
  { name: 'the next is on air', kind: 'on air', nth: 2, act: two },
  { name: 'a listener completes it', kind: 'completed by a listener', act: two, acknowledges: true },
  { name: 'the clock completes it', kind: 'completed by the clock', act: two },
  { name: 'a flash interrupts it', kind: 'interrupted', act: flash },
  { name: 'it goes on after the flash', kind: 'on air again', act: flash },
  { name: 'it is skipped', kind: 'skipped', act: skip },
  { name: 'the channel is paused', kind: 'paused', act: pause },
  { name: 'the channel is resumed', kind: 'resumed', act: pause },
  { name: 'it is cancelled', kind: 'cancelled', act: cancel },
  { name: 'it is edited', kind: 'edited', act: edit },
  { name: 'the channel is closing', kind: 'closing', act: close },
  { name: 'the channel is closed', kind: 'closed', act: close },
  { name: 'the channel is taken over', kind: 'takeover', act: dieOnAir },
];

const note: Play['act'] = (cast) => oneThen(cast, 1, () => cast.host.say({ text: cast.words(3), mode: 'write' }));
const dieWhileWriting: Play['act'] = (cast) =>
  oneThen(cast, 1, async () => {
    const { provider } = cast;
    const text = cast.words(3);
    const first = text.slice(0, text.indexOf('.') + 1);
    provider.whenAskedFor(first, 'stall');
    await cast.host.say({ text, mode: 'write' });
    await until('its first sentence is voiced', () => provider.wasAskedFor(first));
    provider.whenAskedFor(first, 'speak');
    cast.program.kill();
  });

const IN_A_NOTE: readonly (Play & { readonly kind: string; readonly nth?: number })[] = [
  { name: 'a note is accepted', kind: 'accepted', nth: 2, act: note },
  { name: 'the making of a note begins', kind: 'making', nth: 2, act: note },
  { name: 'the first sentence of a note is ready', kind: 'first chunk', nth: 2, act: note },
  { name: 'a sentence in its middle is ready', kind: 'middle chunk', act: note },
  { name: 'the sound of a sentence is stored', kind: 'sound stored', nth: 3, act: note },
  { name: 'its last sentence is ready', kind: 'last chunk', act: note },
];

/** Around every commit of a note. */
export const NOTE_KILL_POINTS: readonly KillPoint[] = (
  [
    ...IN_A_NOTE.map((point) => ({ ...point, when: 'after' as const })),
    { name: 'the voicing of a note', kind: '', when: 'in the middle of', act: dieWhileWriting },
    ...IN_A_NOTE.map((point) => ({ ...point, when: 'before' as const })),
  ] satisfies KillPoint[]
).map((point) => ({ ...point, isNoted: true }));

/** All of them, every kind twice; so ordered that every third are of all sorts. */
export const KILL_POINTS: readonly KillPoint[] = [
  ...AROUND.map((point) => ({ ...point, when: 'after' as const })),
  { name: 'a voice’s answer', kind: '', when: 'in the middle of', act: dieWhileSpeaking },
  ...AROUND.map((point) => ({ ...point, when: 'before' as const })),
];
