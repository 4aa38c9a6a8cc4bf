import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ids } from '../kernel/ids.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { KnownPerson } from '../people/person.port.js';
import type { Done, Edit, HostCommand, Say } from '../wire/host.js';
import { answeredInTime } from './answered-in-time.js';
import type { KeptAnswer, RequestContent, Silencing } from './channel-store.port.js';
import { keyOfClip } from './clip-key.js';
import { CommandRate } from './command-rate.js';
import type { Conductor } from './conductor.js';
import type { Command } from './model/commands.js';
import { Wherever, type Question } from './nodes/wherever.js';
import { Sayable } from './sayable.js';

interface Prepared {
  readonly command: Command;
  readonly contents?: ReadonlyMap<string, RequestContent>;
  readonly silencing?: Silencing;
  readonly done: Done;
}

type Asked = HostCommand['command'];

interface Asking {
  readonly host: string;
  readonly signal: AbortSignal;
}

/** Takes hosts' commands, from whichever door: each is carried out once for its key, and answered when it is durable. */
@Injectable()
export class HostDesk {
  private readonly rate = new CommandRate();
  private readonly ask: Question<HostCommand & { readonly host: string }, Done>;

  constructor(
    wherever: Wherever,
    private readonly sayable: Sayable,
    private readonly time: ServerTime,
    private readonly ids: Ids,
  ) {
    this.ask = wherever.asked('command', (conductor, { host, ...command }) => this.take(conductor, command, host));
  }

  run(command: HostCommand, host: string): Promise<Done | Refusal> {
    return answeredInTime(this.time, () => this.ask({ ...command, host }));
  }

  /** For a person, who lets nobody hear again what they may not hear themselves. */
  runFor(command: HostCommand, person: KnownPerson): Promise<Done | Refusal> {
    return answeredInTime(this.time, async () => {
      const { command: asked } = command;
      const refusal = asked.name === 'enqueue' ? await this.sayable.refuseUnheard(asked.say, person) : undefined;
      return refusal ?? this.ask({ ...command, host: person.id });
    });
  }

  // By who conducts: there all commands of a host come together, whichever node they reached.
  private async take(conductor: Conductor, command: HostCommand, host: string): Promise<Done | Refusal> {
    const tooMany = this.rate.refuseTooMany(command.channel, host, this.time.now());
    if (tooMany !== undefined) return tooMany;
    return answeredInTime(this.time, (signal) => this.carryOut(conductor, command, { host, signal }));
  }

  private async carryOut(
    conductor: Conductor,
    { key, command }: HostCommand,
    { host, signal }: Asking,
  ): Promise<Done | Refusal> {
    const asking = { host, key, bodyHash: hashOf(command) };
    const prepared = await this.prepare(conductor, command, { host, signal });
    if (isRefusal(prepared)) {
      // What it was about may be gone because it was done.
      const earlier = await conductor.answered(asking);
      return earlier === undefined ? prepared : answerOf(earlier);
    }
    const { command: toDecide, done, ...extras } = prepared;
    const kept = { ...asking, answer: done };
    return answerOf(await conductor.carryOutOnce(toDecide, { ...extras, kept }, signal));
  }

  private async prepare(conductor: Conductor, asked: Asked, by: Asking): Promise<Prepared | Refusal> {
    switch (asked.name) {
      case 'enqueue':
        return this.enqueue(conductor, asked.say, by);
      case 'edit':
        return this.edit(conductor, asked, by);
      case 'reorder': {
        const before = asked.before === null ? {} : { before: asked.before };
        return { command: { type: 'reorder', id: asked.request, ...before }, done: { request: asked.request } };
      }
      case 'cancel':
        return { command: { type: 'cancel', id: asked.request }, done: { request: asked.request } };
      case 'skip':
        return { command: { type: 'skip', id: asked.request, cut: asked.cut }, done: { request: asked.request } };
      case 'withdraw':
        return this.withdraw(conductor, asked, by);
      case 'setLead':
        return { command: { type: 'setLead', leadMs: asked.leadMs }, done: {} };
      case 'notice':
        return { command: { type: 'notice', notice: asked.notice }, done: {} };
      case 'pause':
      case 'resume':
      case 'close':
      default:
        return { command: { type: asked.name }, done: {} };
    }
  }

  private async enqueue({ channel }: Conductor, say: Say, { host, signal }: Asking): Promise<Prepared | Refusal> {
    const replay = await this.sayable.heardAgain(say);
    if (isRefusal(replay)) return replay;
    const voice = say.voice ?? channel.voice;
    const content: RequestContent = {
      text: say.text ?? '',
      ...(say.mode === 'write' ? { mode: say.mode } : {}),
      language: say.language ?? channel.language,
      style: say.style,
      host,
      ...(voice === undefined ? {} : { voice }),
      ...(say.clip === undefined ? {} : { clip: keyOfClip(channel.id, say.clip) }),
      ...(replay === undefined ? {} : { replay }),
    };
    const id = this.ids.next();
    const expectedMs = await this.sayable.expectedMs({ channel, id, content }, signal);
    if (isRefusal(expectedMs)) return expectedMs;
    const request = { id, urgency: say.urgency, expectedMs, ...freshness(say) };
    const type = say.front ? 'prepend' : 'enqueue';
    return { command: { type, request }, contents: new Map([[id, content]]), done: { request: id } };
  }

  private async withdraw(
    conductor: Conductor,
    { request, reason }: { request: string; reason: string },
    { host }: Asking,
  ): Promise<Prepared> {
    const aired = await conductor.aired(request);
    const silencing = { request, by: host, why: reason };
    return { command: { type: 'withdraw', id: request, aired }, silencing, done: { request } };
  }

  private async edit(
    { channel, contents }: Conductor,
    asked: { request: string; edit: Edit },
    { host, signal }: Asking,
  ): Promise<Prepared | Refusal> {
    const old = contents.request(asked.request);
    if (old === undefined) return refuse('radio.unknown-request');
    const { clip: _, replay: __, ...rest } = old;
    const { text, voice, style = old.style } = asked.edit;
    const content: RequestContent = { ...rest, text, style, host, ...(voice === undefined ? {} : { voice }) };
    const id = this.ids.next();
    const expectedMs = await this.sayable.expectedMs({ channel, id, content }, signal);
    if (isRefusal(expectedMs)) return expectedMs;
    const request = { id, expectedMs, ...freshness(asked.edit) };
    const command = { type: 'edit', id: asked.request, request } as const;
    return { command, contents: new Map([[id, content]]), done: { request: id } };
  }
}

function freshness({ spokenForMs, staleAfterMs }: Pick<Edit, 'spokenForMs' | 'staleAfterMs'>) {
  return { spokenForMs, ...(staleAfterMs === undefined ? {} : { staleAfterMs }) };
}

function answerOf(outcome: KeptAnswer | Refusal): Done | Refusal {
  return isRefusal(outcome) ? outcome : (outcome.answer as Done);
}

// Parsed, so that two ways of writing the same command are the same; words that are sent again are older by then. What is said
// as it is needs no word: a command that was sent before there were notes, and is sent again, is the same.
function hashOf(command: Asked): string {
  return hash(
    'sha256',
    JSON.stringify(command, (name, value: unknown) => {
      if (name === 'mode' && value === 'say') return undefined;
      return name === 'spokenForMs' ? 0 : value;
    }),
  );
}
