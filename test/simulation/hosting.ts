import type { Request } from '../../src/radio/model/state.js';
import type { SayInput } from '../../src/wire/host.js';
import type { Intent, SimulatedHost } from './host.js';
import type { Scene } from './scene.js';
import type { CommandName } from './schedule.js';
import type { Speech } from './speech.js';

interface HostingParts {
  readonly scene: Scene;
  readonly speech: Speech;
  readonly hosts: readonly SimulatedHost[];
  readonly kept: () => readonly Request[];
}

const NOBODY = '00000000-0000-7000-8000-ffffffffffff';

/** What the hosts of a schedule say and command, about whatever there is at that moment. */
export class Hosting {
  private texts = 0;
  private notices = 0;

  constructor(private readonly parts: HostingParts) {}

  /** Says whether its speech will go wrong. */
  say(urgency: NonNullable<SayInput['urgency']>): boolean {
    const { chance } = this.parts.scene;
    const [text, isFault] = this.newText();
    const staleAfterMs = chance.happens(0.15) ? { staleAfterMs: chance.whole(1_000, 40_000) } : {};
    const say = { text, urgency, front: chance.happens(0.1), style: 'calm' as const, spokenForMs: 0, ...staleAfterMs };
    const { notes } = this.parts.scene.measure;
    const mode = notes > 0 && chance.happens(notes) ? 'write' : 'say';
    this.ask({ name: 'enqueue', say: { ...say, mode } });
    return isFault;
  }

  command(name: CommandName): void {
    const { scene, kept } = this.parts;
    const { chance } = scene;
    const live = kept().filter(({ place }) => place.at !== 'ended');
    const some = chance.pick(live)?.id ?? chance.pick(kept())?.id ?? NOBODY;
    const current = live.find(({ place }) => place.at === 'air')?.id ?? some;
    switch (name) {
      case 'edit': {
        const [text] = this.newText();
        return this.ask({ name, request: some, edit: { text, spokenForMs: 0 } });
      }
      case 'cancel':
        return this.ask({ name, request: some });
      case 'reorder':
        return this.ask({
          name,
          request: some,
          before: chance.happens(0.3) ? null : (chance.pick(live)?.id ?? NOBODY),
        });
      case 'skip':
      case 'cut':
        return this.ask({ name: 'skip', request: current, cut: name === 'cut' });
      case 'pause':
        scene.clock.after(chance.between(500, 8_000), () => this.ask({ name: 'resume' }));
        return this.ask({ name });
      case 'resume':
        return this.ask({ name });
      case 'setLead':
        return this.ask({ name, leadMs: chance.whole(400, 1_000) });
      case 'notice': {
        this.notices += 1;
        return this.ask({ name, notice: chance.happens(0.3) ? null : `notice ${this.notices}` });
      }
      case 'forged':
      default:
        return this.ask({ name: 'cancel', request: NOBODY });
    }
  }

  /** The last word of the hosts. */
  finish(closes: boolean): void {
    this.ask({ name: 'resume' });
    if (closes) this.ask({ name: 'close' });
  }

  /** Nobody wants to hear the rest. */
  clear(): void {
    for (const { id, place } of this.parts.kept()) {
      if (place.at === 'air') this.ask({ name: 'skip', request: id, cut: true });
      else if (place.at !== 'ended') this.ask({ name: 'cancel', request: id });
    }
  }

  private ask(command: Intent['command']): void {
    this.parts.scene.chance.pick(this.parts.hosts)?.ask(command);
  }

  private newText(): readonly [text: string, isFault: boolean] {
    this.texts += 1;
    const text = `said ${this.texts}`;
    return [text, this.parts.speech.plan(text)];
  }
}
