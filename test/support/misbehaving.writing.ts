import type { Clock } from '../../src/kernel/clock.js';
import { Fault } from '../../src/kernel/fault.js';
import { Writing, type WritingTask } from '../../src/writing/writing.port.js';
import { seeded } from './seeded.js';

/** Ways in which a writer may fail those who trust it. */
export const FAILINGS = ['slow', 'refuses', 'false', 'malformed', 'gone', 'well'] as const;
export type Failing = (typeof FAILINGS)[number];

const NUMBERS = [
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven'],
  ['एक', 'दो', 'तीन', 'चार', 'पाँच', 'छह', 'सात'],
];
const SIGN = '[\\p{L}\\p{M}]';

/** Writes what another does, and does each of these wrongs now and then. */
export class MisbehavingWriting extends Writing {
  readonly name = 'misbehaving';
  readonly did = new Map<Failing, number>();
  private readonly random: () => number;

  constructor(
    private readonly good: Writing,
    private readonly clock: Clock,
    seed: number,
  ) {
    super();
    this.random = seeded(seed);
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    const failing = FAILINGS[Math.floor(this.random() * FAILINGS.length)] ?? 'well';
    this.did.set(failing, (this.did.get(failing) ?? 0) + 1);
    switch (failing) {
      case 'slow':
        await this.clock.sleep(1_000 + this.random() * 4_000, signal);
        break;
      case 'gone':
        throw new Fault('writing.unavailable', { retryable: true });
      case 'refuses':
        return;
      case 'malformed':
        yield '{"sentences":["<speak>Goal!</speak>';
        return;
      case 'false':
      case 'well':
      default:
    }
    for await (const sentence of this.good.write(task, signal))
      yield failing === 'false' ? this.twisted(sentence, task) : sentence;
  }

  /** Another side, another number, or a goal that nobody scored. */
  private twisted(sentence: string, { sheet }: WritingTask): string {
    const { home, away } = sheet;
    const turned = sentence.replaceAll(home.name, '§').replaceAll(away.name, home.name).replaceAll('§', away.name);
    if (turned !== sentence && this.random() < 0.4) return turned;
    const other = this.random() < 0.5 ? withOtherNumber(sentence) : sentence;
    if (other !== sentence) return other;
    return sheet.language === 'hi'
      ? `${sentence} और ${home.name} का नौवाँ गोल, झूम उठे चालीस हज़ार दर्शक!`
      : `${sentence} And the crowd of forty thousand roars as ${home.name} score a ninth goal!`;
  }
}

function withOtherNumber(sentence: string): string {
  for (const words of NUMBERS) {
    const at = words.findIndex((word) => wholly(word).test(sentence));
    if (at >= 0) return sentence.replace(wholly(words[at] ?? ''), words[(at + 1) % words.length] ?? '');
  }
  return sentence;
}

// Hindi letters have signs behind them that are no letters, and \b does not know them.
function wholly(word: string): RegExp {
  return new RegExp(`(?<!${SIGN})${word}(?!${SIGN})`, 'u');
}
