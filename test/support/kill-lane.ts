import { sentencesAnswer, type ChatAnswer } from './chat-answer.js';
import { findings, firstNew, type FirstNew, type Survivors } from './kill-findings.js';
import type { Cast, KillPoint } from './kill-points.js';
import { KillableProgram, type Failpoint } from './killable-program.js';
import { isForWords, OpenAiServer } from './openai-server.js';
import { PersistentHost } from './persistent-host.js';
import type { ProviderCall } from './provider-server.js';
import { TappedListener } from './tapped-listener.js';

export interface Deaths {
  /** What was not as promised, by where it died. */
  readonly wrong: Readonly<Record<string, readonly string[]>>;
  /** What was new to hear after each restart, by where it had died. */
  readonly new: Readonly<Record<string, FirstNew>>;
}

type Environment = Readonly<Record<string, string>>;

/** What `dieAt` gathers, by where it died. */
interface Gathered {
  readonly wrong: Record<string, readonly string[]>;
  readonly new: Record<string, FirstNew>;
}

/** As many channels die at once, each at a point of its own: what one death costs most is the start after it. */
const AT_ONCE = 5;

/**
 * Dies at every point, in several programs side by side: most of a death is waiting for what is on air. Each has its own data
 * directory and its own environment, and takes the next points when it is done with some.
 */
export async function dieAt(points: readonly KillPoint[], lanes: readonly Environment[]): Promise<Deaths> {
  const left = [...together(points)];
  const gathered: Gathered = { wrong: {}, new: {} };
  await Promise.all(
    lanes.map(async (environment, lane) => {
      const run = await KillLane.open(environment);
      try {
        for (let next = left.shift(); next !== undefined; next = left.shift())
          await run.dieAt(next, `lane${lane}-${left.length}`, gathered);
      } finally {
        await run.close();
      }
    }),
  );
  return gathered;
}

// A play that kills the program itself goes alone; those first, for they take longest.
function together(points: readonly KillPoint[]): readonly (readonly KillPoint[])[] {
  const alone = points.filter(isAlone);
  const others = points.filter((point) => !isAlone(point));
  const groups = Math.ceil(others.length / AT_ONCE);
  const grouped = Array.from({ length: groups }, (_, group) => others.filter((__, at) => at % groups === group));
  return [...alone.map((point) => [point]), ...grouped];
}

function isAlone({ when, kind }: KillPoint): boolean {
  return when === 'in the middle of' || kind === 'takeover';
}

/** One channel on its way to one point. */
interface Way {
  readonly point: KillPoint;
  readonly host: PersistentHost;
  readonly listener: TappedListener;
}

/** One program in one data directory that dies again and again, each time on other channels. */
class KillLane {
  private constructor(
    private readonly program: KillableProgram,
    private readonly provider: OpenAiServer,
    private readonly isModelOn: boolean,
  ) {}

  static async open(environment: Environment): Promise<KillLane> {
    const provider = await new OpenAiServer().listen();
    const program = await KillableProgram.make({ OPENAI_BASE_URL: `${provider.url}/v1`, ...environment });
    await program.start();
    provider.writes = asNoted;
    return new KillLane(program, provider, environment['WRITING'] !== 'templates');
  }

  async dieAt(points: readonly KillPoint[], name: string, gathered: Gathered): Promise<void> {
    const ways = await Promise.all(points.map((point, at) => this.set(point, `${name}-${at}`)));
    this.provider.next();
    const armed = ways.flatMap(armedOn);
    await this.program.arm(armed);
    const acting = Promise.all(ways.map((way) => this.act(way)));
    await Promise.race([this.program.died(60_000), acting.then(() => this.program.died())]);
    const death = { asked: this.provider.calls.length, diedAt: this.program.serverNow };
    const held = ways.map(({ listener }) => listener.held);
    // Once more, while it takes over.
    if (armed.some(({ kind }) => kind === 'takeover')) await this.program.start(...armed);
    await this.program.start();
    const { readyAt } = this.program;
    await acting;
    await Promise.all(
      ways.map(async (way, at) => {
        const { wrong, aired } = await this.judge(way, { ...death, held: held[at] ?? new Set() });
        const found = `${way.point.when} ${way.point.name}`;
        if (wrong.length > 0) gathered.wrong[found] = wrong;
        const first = firstNew(aired, readyAt);
        if (first !== undefined) gathered.new[found] = first;
      }),
    );
  }

  async close(): Promise<void> {
    await this.program.remove();
    await this.provider.close();
  }

  private async set(point: KillPoint, channel: string): Promise<Way> {
    const host = await PersistentHost.open(this.program, channel);
    const { acknowledges = false } = point;
    const listener = await new TappedListener({ origin: this.program.origin, channel, acknowledges }).in();
    return { point, host, listener };
  }

  private act({ point, host, listener }: Way): Promise<void> {
    const { program, provider } = this;
    return point.act({ program, provider, host, listener, words: wordsOf(host.channel) });
  }

  private async judge({ point, host, listener }: Way, death: Pick<Survivors, 'asked' | 'diedAt' | 'held'>) {
    const { program, provider } = this;
    const late = await new TappedListener({ origin: program.origin, channel: host.channel }).in();
    const found = await findings({ program, provider, ...death, host, listener, late });
    listener.close();
    late.close();
    const wrong = [...found.wrong];
    if (listener.joins.length < 2) wrong.push('the listener has not come back');
    const isAsked = provider.calls.some(isForWords);
    if (point.isNoted === true && isAsked !== this.isModelOn) wrong.push(`the model was ${isAsked ? '' : 'not '}asked`);
    if (program.err.includes('of a note was refused')) wrong.push('what the model wrote was refused');
    return { ...found, wrong };
  }
}

function armedOn({ point: { kind, when, nth = 1 }, host: { channel } }: Way): readonly Failpoint[] {
  return when === 'in the middle of' ? [] : [{ kind, when, nth, channel }];
}

/** Says what the note says that it is told of, so that it is known what is to be heard. */
function asNoted({ body }: ProviderCall): ChatAnswer {
  const [, data] = body['messages'] as readonly { readonly content: string }[];
  const { facts } = JSON.parse(data?.content.split('\n')[1] ?? '') as { readonly facts: { readonly note: string } };
  return sentencesAnswer(...facts.note.split(/(?<=\.) /u));
}

// Of 1.5 s to 2 s each, so that each is a piece of its own; without figures that might be a score.
function wordsOf(channel: string): Cast['words'] {
  let said = 0;
  const place = channel.replaceAll(/\d/gu, (figure) => 'abcdefghij'.charAt(Number(figure)));
  return (sentences) =>
    Array.from({ length: sentences }, () => {
      said += 1;
      return `On ${place} this is ball ${said}.`;
    }).join(' ');
}
