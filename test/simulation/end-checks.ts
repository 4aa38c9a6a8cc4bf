import { isRefusal } from '../../src/kernel/outcome.js';
import type { Request } from '../../src/radio/model/state.js';
import type { LogRow, Queue } from '../../src/wire/radio.js';
import type { SimulatedDatabase } from './database.js';
import type { Intent } from './host.js';
import type { SimulatedListener } from './listener.js';
import type { LogChecks } from './log-checks.js';
import { CHANNEL, type Scene } from './scene.js';
import type { Speech } from './speech.js';
import { endOf, type Told } from './told-timeline.js';

interface EndParts {
  readonly scene: Scene;
  readonly database: SimulatedDatabase;
  readonly log: LogChecks;
  readonly speech: Speech;
  readonly listeners: readonly SimulatedListener[];
  readonly intents: readonly Intent[];
}

/** Why a request may end without having been said, and nobody is to blame. */
const WITHOUT_SPEECH = ['stale', 'displaced', 'closed', 'host', 'edited'];

/** What has to be true when the hosts have stopped, nothing goes wrong any more, and time has passed. */
export class EndChecks {
  constructor(private readonly parts: EndParts) {}

  check(): void {
    const kept = this.parts.database.memory.channels.get(CHANNEL);
    const requests = [...(kept?.requests.values() ?? [])];
    const texts = new Map([...(kept?.contents ?? [])].map(([id, { text }]) => [id, text]));
    this.checkQuiet(requests);
    this.checkIntents(requests, texts);
    this.checkNotices(noticesIn(kept?.log ?? []));
    for (const request of requests) this.checkSaid(request, texts.get(request.id) ?? '');
    for (const listener of this.parts.listeners) this.checkListener(listener);
  }

  private checkQuiet(requests: readonly Request[]): void {
    const { scene } = this.parts;
    const live = requests.filter(({ place }) => place.at !== 'ended');
    for (const { id, place, making } of live) scene.broken(`${id} never ended: ${place.at}, ${making.phase}`);
  }

  // What a host was promised is there once; what was refused is not there.
  private checkIntents(requests: readonly Request[], texts: ReadonlyMap<string, string>): void {
    const { scene, intents } = this.parts;
    for (const { key, command, answer } of intents) {
      if (answer === undefined) {
        scene.broken(`nobody knows what became of ${key}`);
        continue;
      }
      const text = textOf(command);
      if (text === undefined) continue;
      const said = requests.filter(({ id }) => texts.get(id) === text);
      const [one] = said;
      if (said.length > 1) scene.broken(`“${text}” was accepted ${said.length} times`);
      if (isRefusal(answer) && one !== undefined) scene.broken(`“${text}” was refused and is there`);
      if (!isRefusal(answer) && one?.id !== answer.request) scene.broken(`“${text}” was accepted and is lost`);
    }
  }

  private checkNotices(told: readonly (string | null)[]): void {
    const { scene, intents } = this.parts;
    for (const { command, answer } of intents) {
      if (command.name !== 'notice' || command.notice === null || answer === undefined) continue;
      const times = told.filter((notice) => notice === command.notice).length;
      if (times !== (isRefusal(answer) ? 0 : 1)) scene.broken(`${command.notice} was told ${times} times`);
    }
  }

  private checkSaid(request: Request, text: string): void {
    const { id, place } = request;
    if (place.at !== 'ended') return;
    const { scene, speech, log } = this.parts;
    const plan = speech.planOf(text);
    const all = plan.pieces.flatMap(({ frames }) => frames);
    const told = [...log.told.all.values()]
      .filter((entry) => entry.request === id)
      .sort((one, other) => one.index - other.index);
    if (place.as === 'completed') {
      if (told.length !== all.length || plan.wrong !== undefined) scene.broken(`${id} is completed and was not said`);
      if (!isWhole(told, all, request)) scene.broken(`${id} is completed and was not said to its end`);
    }
    const isExcused = WITHOUT_SPEECH.includes(place.reason) || place.reason === 'flash';
    if (place.as === 'failed' && place.reason === 'speech' && plan.wrong === undefined) {
      scene.broken(`${id} failed, and its voice did not`);
    }
    if ((place.as === 'cancelled' || place.as === 'skipped') && !isExcused) {
      scene.broken(`${id} is ${place.as} because of ${place.reason}`);
    }
  }

  private checkListener(listener: SimulatedListener): void {
    const { scene, log } = this.parts;
    const { head } = log.told;
    const { following, name } = listener;
    if (head === undefined) return;
    const { last } = following;
    if (!listener.isInStep || last?.epoch !== head.epoch || last.seq !== head.seq) {
      return scene.broken(`${name} ends at ${last?.epoch}.${last?.seq}, the log at ${head.epoch}.${head.seq}`);
    }
    const is = queueIn(following);
    if (is !== queueIn(head)) scene.broken(`${name} ends with ${is}`);
    const at = listener.heardAt() ?? 0;
    const held = following.entries.filter((entry) => endOf(entry) > at - 9_000).map(startOf);
    const expected = head.entries.filter((entry) => endOf(entry) > at - 9_000).map(startOf);
    if (held.join() !== expected.join())
      scene.broken(`${name} ends with other starts: ${held.join()} ${expected.join()}`);
  }
}

function queueIn({ waiting, phase, leadMs, notice, onAir }: Queue & { readonly onAir: string | undefined }): string {
  return JSON.stringify({ waiting, phase, leadMs, notice, onAir });
}

/** Each time another notice was told. */
function noticesIn(rows: readonly LogRow[]): readonly (string | null)[] {
  const told = rows.flatMap(({ change }) => (change.queue === undefined ? [] : [change.queue.notice]));
  return told.filter((notice, at) => notice !== told[at - 1]);
}

function startOf({ chunk, startsAt, frames }: Pick<Told, 'chunk' | 'startsAt' | 'frames'>): string {
  return `${chunk} ${startsAt} ${frames}`;
}

function textOf(command: Intent['command']): string | undefined {
  if (command.name === 'enqueue') return command.say.text;
  return command.name === 'edit' ? command.edit.text : undefined;
}

// A flash may have cut it; what was cut is not said again.
function isWhole(told: readonly Told[], frames: readonly number[], { chunks }: Request): boolean {
  return told.every((entry, at) => {
    const cuts = chunks[at]?.cutPoints ?? [];
    return entry.frames === frames[at] || cuts.includes(entry.frames);
  });
}
