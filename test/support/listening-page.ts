import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { projectRoot } from '../../src/kernel/program.js';
import type { Entry } from '../../src/wire/radio.js';
import type { ListeningView } from '../../client/src/player/listening-view.js';
import { until } from './until.js';

/** Takes down everything that goes to the loudspeaker, with the sample of its clock. */
const RECORDER = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  process([input]) {
    this.port.postMessage([currentFrame, (input[0] ?? new Float32Array(128)).slice()]);
    return true;
  }
});`;

/**
 * A loudspeaker whose clock runs as the page's does. On a machine that is busy with other tests a real one stalls, and what sounds
 * is rightly put in its place again, in the middle of a chunk: where it is by its own clock could not be said beforehand.
 */
const KEEPS_TIME = `
  window.latencyS = 0.05;
  // What stood still meanwhile has begun later.
  const since = new WeakMap();
  AudioContext.prototype.getOutputTimestamp = function () {
    if (!since.has(this)) {
      since.set(this, performance.now() - this.currentTime * 1000);
      this.addEventListener('statechange', () => since.delete(this), { once: true });
    }
    const performanceTime = since.get(this) + this.currentTime * 1000;
    return { contextTime: Math.max(0, this.currentTime - latencyS), performanceTime };
  };
  Object.defineProperty(AudioContext.prototype, 'playbackStats', { get: () => ({ underrunEvents: 0 }) });
`;

/** Remembers what is connected to a loudspeaker first, which is everything that is to be heard; of two, of the newer one. */
const WIRETAP = `
  const connect = AudioNode.prototype.connect;
  let heard;
  AudioNode.prototype.connect = function (into, ...rest) {
    if (into instanceof AudioDestinationNode && heard?.context !== this.context) heard = this;
    return connect.call(this, into, ...rest);
  };
  const tape = new Map();
  const Plain = Audio;
  window.Audio = function () {
    return (studio.element = new Plain());
  };
  window.studio = {
    // What the stream plays in: to be heard here it is led through a loudspeaker of its own.
    tap: () => {
      const context = new AudioContext({ sampleRate: 48000 });
      context.createMediaElementSource(studio.element).connect(context.destination);
    },
    audio: () => heard.context,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    record: async () => {
      tape.clear();
      await heard.context.audioWorklet.addModule(URL.createObjectURL(new Blob([${JSON.stringify(RECORDER)}], { type: 'text/javascript' })));
      const recorder = new AudioWorkletNode(heard.context, 'recorder', { channelCount: 1, channelCountMode: 'explicit' });
      recorder.port.onmessage = ({ data: [frame, block] }) => tape.set(frame, block);
      connect.call(heard, recorder);
      connect.call(recorder, heard.context.destination);
    },
    // The place of a chunk on the tape, compared sample for sample, by what lies between two of its samples.
    find: async (url, after, before) => {
      const bytes = await (await fetch(url)).arrayBuffer();
      const chunk = (await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes)).getChannelData(0);
      const frames = [...tape.keys()].sort((a, b) => a - b);
      const first = frames[0];
      const whole = new Float32Array(frames.at(-1) - first + 128);
      for (const frame of frames) whole.set(tape.get(frame), frame - first);
      // The loudest sample and those around it are nowhere else.
      const end = Math.min(before, chunk.length) - 800;
      let loudest = after;
      for (let at = after; at < end; at += 1) if (Math.abs(chunk[at]) > Math.abs(chunk[loudest])) loudest = at;
      const isAt = (place, from, to) => {
        for (let at = from; at < to; at += 1) if (Math.abs(whole[place + at] - chunk[at]) > 1e-6) return false;
        return true;
      };
      for (let place = -loudest; place < whole.length - loudest; place += 1) {
        if (!isAt(place, loudest, loudest + 800)) continue;
        let from = loudest;
        while (from > 0 && place + from > 0 && isAt(place, from - 1, from)) from -= 1;
        let to = loudest;
        while (to < chunk.length && isAt(place, to, to + 1)) to += 1;
        return { at: first + place, from, to };
      }
    },
    // The loudest sample between two places.
    loudest: (from, to) => {
      let most = 0;
      for (const [frame, block] of tape) {
        block.forEach((sample, nth) => {
          if (frame + nth >= from && frame + nth < to) most = Math.max(most, Math.abs(sample));
        });
      }
      return most;
    },
  };
`;

/** Where a chunk was found: when its first sample would have sounded, and from which to which it did. */
export interface Found {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A page in a browser that listens, as our pages do, and a tape of what it plays. */
export class ListeningPage {
  private constructor(readonly page: Page) {}

  static async open(browser: Browser, origin: string): Promise<ListeningPage> {
    // The recorder is not ours to load.
    const page = await browser.newPage({ bypassCSP: true });
    await page.goto(origin);
    await page.evaluate(KEEPS_TIME);
    await page.evaluate(WIRETAP);
    await page.evaluate(await bundled());
    return new ListeningPage(page);
  }

  async listen(channel: string, options: object = {}): Promise<void> {
    await this.page.evaluate(`
      window.connection = radio.connect({ origin: location.origin });
      window.listening = radio.listen({ connection, channel: ${JSON.stringify(channel)}, hasBed: false, ...${JSON.stringify(options)} });
    `);
    await this.until('the clock is known', ({ heardAt, line }) => heardAt !== undefined && line === 'open');
  }

  async start(): Promise<void> {
    await this.page.evaluate('listening.start()');
    await this.until('it plays', ({ sound }) => sound === 'on');
    await this.record();
  }

  /** The same for what the browser streams by itself. */
  async startStreamed(): Promise<void> {
    await this.page.evaluate('studio.tap(); listening.start()');
    await this.until('it plays', ({ sound, heardAt }) => sound === 'on' && heardAt !== undefined);
    await this.record();
  }

  /** Takes down from now on, and nothing of before: of another loudspeaker, where there is another. */
  async record(): Promise<void> {
    await this.page.evaluate('studio.record()');
  }

  do(what: string): Promise<unknown> {
    return this.page.evaluate(what);
  }

  view(): Promise<ListeningView> {
    return this.page.evaluate<ListeningView>('listening.view()');
  }

  until(what: string, fact: (view: ListeningView) => boolean): Promise<ListeningView> {
    return until(what, async () => {
      const view = await this.view();
      return fact(view) && view;
    });
  }

  /** Found on the tape, once it has been taken down to its end. */
  found({ url }: Pick<Entry, 'url'>, { after = 0, before = 1e9 } = {}): Promise<Found> {
    return until(`${url} is on the tape`, () =>
      this.page.evaluate<Found | undefined>(`studio.find(${JSON.stringify(url)}, ${after}, ${before})`),
    );
  }

  loudest(from: number, to: number): Promise<number> {
    return this.page.evaluate<number>(`studio.loudest(${from}, ${to})`);
  }

  /** Which sample goes to the loudspeaker now. */
  sampleNow(): Promise<number> {
    return this.page.evaluate<number>('studio.audio().currentTime * 48000');
  }

  /** What the system is told of it: whether it plays, and what. */
  shownBySystem(): Promise<readonly (string | undefined)[]> {
    return this.page.evaluate('[navigator.mediaSession.playbackState, navigator.mediaSession.metadata?.title]');
  }

  /** Which sample is heard at a moment of the wall clock, by what the loudspeaker says of its own clock. */
  async sampleAt(wallMs: number): Promise<number> {
    const aheadMs = await this.page.evaluate<number>(`(() => {
      const { contextTime, performanceTime } = studio.audio().getOutputTimestamp();
      return contextTime * 1000 - performanceTime - performance.timeOrigin;
    })()`);
    return (wallMs + aheadMs) * 48;
  }
}

/** What a page listens with. */
const PARTS = ['connection/connect.ts', 'player/listen.ts', 'player/web-audio.loudspeaker.ts'];

let made: Promise<string> | undefined;

/** One script of it for all pages, made in a process of its own: Jest cannot load what makes it. */
function bundled(): Promise<string> {
  made ??= bundle();
  return made;
}

async function bundle(): Promise<string> {
  const maker = join(projectRoot, 'test/support/bundle.mjs');
  const files = PARTS.map((part) => join(projectRoot, 'client/src', part));
  const { stdout } = await promisify(execFile)(process.execPath, [maker, ...files], { maxBuffer: 1 << 24 });
  return stdout;
}
