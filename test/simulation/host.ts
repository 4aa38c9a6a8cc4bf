import { isRefusal, type Refusal } from '../../src/kernel/outcome.js';
import { CODES } from '../../src/wire/codes.js';
import type { Done, HostCommand } from '../../src/wire/host.js';
import type { SimulatedNode } from './node.js';
import { CHANNEL, type Scene } from './scene.js';

/** What a host wants, asked with one key until it is known what became of it. */
export interface Intent {
  readonly key: string;
  readonly host: string;
  readonly command: HostCommand['command'];
  answer: Done | Refusal | undefined;
}

export interface HostParts {
  readonly scene: Scene;
  readonly name: string;
  readonly nodeFor: () => SimulatedNode | undefined;
  readonly onDone: (intent: Intent, done: Done) => void;
}

const PATIENCE_MS = 3_000;
const LOST_SHARE = 0.03;

/** A host's page: it keeps what was typed and sends it again, with the same key, for as long as it takes. */
export class SimulatedHost {
  readonly intents: Intent[] = [];

  constructor(private readonly parts: HostParts) {}

  ask(command: Intent['command']): Intent {
    const { scene, name } = this.parts;
    const intent: Intent = { key: `key-${scene.ids.next()}`, host: name, command, answer: undefined };
    this.intents.push(intent);
    scene.note(() => `${name} asks ${intent.key.slice(-4)} ${JSON.stringify(command)}`);
    this.send(intent);
    return intent;
  }

  private send(intent: Intent): void {
    const { scene, nodeFor, name } = this.parts;
    const { clock, chance } = scene;
    const node = nodeFor();
    let isOver = false;
    const again = (ms: number): void => {
      if (isOver) return;
      isOver = true;
      stopWaiting();
      clock.after(ms, () => {
        if (intent.answer === undefined) this.send(intent);
      });
    };
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      if (intent.answer === undefined) again(0);
    });
    if (node === undefined || chance.happens(LOST_SHARE)) return;
    const command = { channel: CHANNEL, key: intent.key, command: intent.command };
    const isAnswerLost = chance.happens(LOST_SHARE);
    const answered = (answer: Done | Refusal): void => {
      if (isAnswerLost || node.process.isDead) return;
      clock.after(chance.between(1, 80), () => {
        if (isPassing(answer)) again(chance.between(800, 2_500));
        else {
          stopWaiting();
          this.know(intent, answer);
        }
      });
    };
    clock.after(chance.between(1, 80), () => node.command(command, name, answered));
  }

  private know(intent: Intent, answer: Done | Refusal): void {
    const { scene, name, onDone } = this.parts;
    scene.note(() => `${name} knows ${intent.key.slice(-4)} ${JSON.stringify(answer)}`);
    const before = intent.answer;
    if (before !== undefined && !isRefusal(before) && !isRefusal(answer) && before.request !== answer.request) {
      scene.broken(`two answers for one key: ${JSON.stringify([intent, answer])}`);
    }
    if (before !== undefined) return;
    intent.answer = answer;
    if (!isRefusal(answer)) onDone(intent, answer);
  }
}

/** The server could not, or not now: it is not known whether it was done. */
function isPassing(answer: Done | Refusal): boolean {
  return isRefusal(answer) && (CODES[answer.refused].status >= 500 || answer.refused === 'radio.too-many-commands');
}
