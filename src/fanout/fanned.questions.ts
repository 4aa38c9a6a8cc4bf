import { z } from 'zod';
import type { Cancel, Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import type { Ids } from '../kernel/ids.js';
import type { Log } from '../watch/log.port.js';
import { CODES, type Code } from '../wire/codes.js';
import type { Fanout } from './fanout.port.js';
import { Questions, type AnswerQuestion } from './questions.port.js';

const EVERYBODY = 'everybody';
const toNode = (node: string): string => `node:${node}`;

const Asked = z.object({ id: z.string(), from: z.string(), name: z.string(), body: z.unknown() });
type Asked = z.infer<typeof Asked>;

const CodeName = z.string().refine((code): code is Code => code in CODES);
const Failed = z.object({
  code: CodeName,
  detail: z.string(),
  retryable: z.boolean(),
  retryAfterS: z.number().optional(),
});
const Answered = z.object({ of: z.string(), answer: z.unknown(), fault: Failed.optional() });
type Answered = z.infer<typeof Answered>;

const Said = z.union([Asked, Answered]);

export interface QuestionsParts {
  readonly fanout: Fanout;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** By which the others ask this one. */
  readonly node: string;
}

/** Over the fanout: each node hears a topic of its own, and one that all hear. */
export class FannedQuestions extends Questions {
  private readonly answers = new Map<string, AnswerQuestion>();
  private readonly waiting = new Map<string, (answered: Answered) => void>();
  private hearing: readonly Cancel[] = [];

  constructor(private readonly parts: QuestionsParts) {
    super();
  }

  get isPossible(): boolean {
    return this.parts.fanout.isShared;
  }

  /** Never fails: what ends the fanout before it hears ends the program. */
  async begin(): Promise<void> {
    const { fanout, log, node } = this.parts;
    const topics = [toNode(node), EVERYBODY];
    try {
      this.hearing = await Promise.all(topics.map((topic) => fanout.hear(topic, (said) => this.heard(said))));
    } catch (error) {
      log.debug('the other nodes were never heard', { error });
    }
  }

  end(): void {
    for (const cancel of this.hearing) cancel();
  }

  answer(name: string, answer: AnswerQuestion): void {
    this.answers.set(name, answer);
  }

  async ask(node: string, name: string, body: unknown, withinMs: number): Promise<unknown> {
    const { answer, fault } = await this.asked(toNode(node), name, body, withinMs);
    if (fault === undefined) return answer;
    const { code, retryAfterS, ...rest } = fault;
    throw new Fault(code, { ...rest, ...(retryAfterS === undefined ? {} : { retryAfterS }) });
  }

  async askAll(name: string, body: unknown, withinMs: number): Promise<unknown> {
    if (!this.isPossible) return undefined;
    try {
      return (await this.asked(EVERYBODY, name, body, withinMs)).answer;
    } catch (error) {
      if (error instanceof Fault && error.code === 'fanout.unanswered') return undefined;
      throw error;
    }
  }

  tell(node: string, name: string, body: unknown): void {
    this.parts.fanout.publish(toNode(node), { id: '', from: this.parts.node, name, body } satisfies Asked);
  }

  private async asked(topic: string, name: string, body: unknown, withinMs: number): Promise<Answered> {
    const { clock, fanout, ids, node } = this.parts;
    const id = ids.next();
    const reason = new Fault('fanout.unanswered', { retryable: true, retryAfterS: 2 });
    try {
      return await withDeadline(clock, { ms: withinMs, reason }, async () => {
        const answered = new Promise<Answered>((resolve) => this.waiting.set(id, resolve));
        fanout.publish(topic, { id, from: node, name, body } satisfies Asked);
        return answered;
      });
    } finally {
      this.waiting.delete(id);
    }
  }

  private heard(given: unknown): void {
    const said = Said.safeParse(given);
    // A node of another version may say what this one does not know.
    if (!said.success) return this.parts.log.debug('another node said what this one does not understand');
    if ('of' in said.data) this.waiting.get(said.data.of)?.(said.data);
    else if (said.data.from !== this.parts.node) void this.reply(said.data);
  }

  // Nobody waits for this promise: what it throws would end the process.
  private async reply({ id, from, name, body }: Asked): Promise<void> {
    try {
      const answer = await this.answers.get(name)?.(body);
      if (id !== '' && answer !== undefined) this.say(from, { of: id, answer });
    } catch (error) {
      if (!(error instanceof Fault))
        this.parts.log.error('another node’s question failed by our own mistake', { error });
      if (id !== '') this.say(from, { of: id, answer: null, fault: faultOf(error) });
    }
  }

  private say(node: string, answered: Answered): void {
    this.parts.fanout.publish(toNode(node), answered);
  }
}

function faultOf(error: unknown): z.infer<typeof Failed> {
  const fault = error instanceof Fault ? error : new Fault('server.fault');
  const { code, message: detail, retryable, retryAfterS } = fault;
  return { code, detail, retryable, ...(retryAfterS === undefined ? {} : { retryAfterS }) };
}
