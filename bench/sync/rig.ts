import { randomInt } from 'node:crypto';
import { House } from '../radio/house.js';
import { ChromiumEars, FirefoxEars, type Tuned } from './ears.js';
import { Front } from './front.js';
import { noise } from './noise.js';
import { SlowLink, type Weather } from './slow-link.js';
import { type Playing, SoundCard } from './sound-card.js';
import { SystemClock } from '../../src/kernel/clock.js';

const clock = new SystemClock();

const UINT32 = 2 ** 32;
const SHORT_S = 2.4;
const LONG_S = 7.4;
const GAP_S = 0.408;
const LEAD_S = 1.5;

export type Clip = 'short' | 'long';
export const CLIP_S: Readonly<Record<Clip, number>> = { short: SHORT_S, long: LONG_S };

interface Place {
  readonly on: Playing;
  readonly weather?: Weather;
  readonly hint?: 'interactive' | 'playback';
  readonly isLate?: boolean;
}

interface RigParts {
  readonly house: House;
  readonly card: SoundCard;
  readonly front: Front;
  readonly channel: string;
  readonly clips: Readonly<Record<Clip, string>>;
}

/** The house, a sound card that is not there, and browsers that listen on it. */
export class Rig {
  private readonly links: SlowLink[] = [];

  private constructor(private readonly parts: RigParts) {}

  get house(): House {
    return this.parts.house;
  }

  get channel(): string {
    return this.parts.channel;
  }

  get card(): SoundCard {
    return this.parts.card;
  }

  static async during<T>(run: (rig: Rig) => Promise<T>): Promise<T> {
    const house = await House.start();
    const card = await SoundCard.plugIn();
    const front = await Front.open(Number(new URL(house.origin).port));
    try {
      const channel = await house.channel();
      const [short, long] = [await upload(house, channel, SHORT_S), await upload(house, channel, LONG_S)];
      const rig = new Rig({ house, card, front, channel, clips: { short, long } });
      const result = await run(rig);
      for (const link of rig.links) await link.close();
      return result;
    } finally {
      await front.close();
      await card.unplug();
      await house.remove();
    }
  }

  async chromium(place: Place): Promise<ChromiumEars> {
    return ChromiumEars.open(await this.tuned(place));
  }

  async firefox(place: Place): Promise<FirefoxEars> {
    return FirefoxEars.open(await this.tuned(place));
  }

  /** Queues a clip so many times, and resolves when the last of them has sounded. */
  async sound(clip: Clip, times: number): Promise<void> {
    for (let nth = 0; nth < times; nth += 1) {
      await this.house.say(this.parts.channel, { clip: this.parts.clips[clip] });
      // A host may ask for ten things a second.
      await after(120);
    }
    await after((times * (CLIP_S[clip] + GAP_S) + LEAD_S) * 1_000 - times * 120);
  }

  private async tuned({ on, weather, hint, isLate = false }: Place): Promise<Tuned> {
    const { front, channel, card } = this.parts;
    const rest = { front, channel, isLate, environment: card.environment(on), ...(hint === undefined ? {} : { hint }) };
    if (weather === undefined) return { ...rest, port: front.port };
    const link = new SlowLink({ host: '127.0.0.1', port: front.port }, weather, () => randomInt(UINT32) / UINT32);
    this.links.push(link);
    return { ...rest, port: await link.listen() };
  }
}

async function upload(house: House, channel: string, seconds: number): Promise<string> {
  const bytes = noise(seconds, Math.round(seconds * 10));
  const { clip } = await house.call<{ clip: string }>(`/v1/channels/${channel}/clips`, { method: 'POST', bytes });
  return clip;
}

export function after(ms: number): Promise<void> {
  return clock.sleep(ms);
}
