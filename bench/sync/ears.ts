import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Front } from './front.js';
import type { Story } from './story.js';
import { SystemClock } from '../../src/kernel/clock.js';

const clock = new SystemClock();

/** A browser that listens on the rig. */
export interface Ears {
  story(): Promise<Story>;
  close(): Promise<void>;
}

export interface Tuned {
  readonly front: Front;
  /** Where the browser finds the front: straight, or over a slow link. */
  readonly port: number;
  readonly channel: string;
  readonly hint?: 'interactive' | 'playback';
  /** Its loudspeaker runs from the beginning, and it joins when it starts. */
  readonly isLate?: boolean;
  /** Of the sound card it plays on. */
  readonly environment: Readonly<Record<string, string>>;
}

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FIREFOX = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

export class ChromiumEars implements Ears {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
    private readonly folder: string,
  ) {}

  /** Open and joined; silent until it starts. */
  static async open(tuned: Tuned): Promise<ChromiumEars> {
    const folder = mkdtempSync(join(tmpdir(), 'longwave-ears-'));
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      ignoreDefaultArgs: ['--mute-audio'],
      args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', `--ears=${folder}`],
      env: { PATH: process.env['PATH'] ?? '', ...tuned.environment },
    });
    const page = await browser.newPage();
    await page.goto(addressOf(tuned));
    await page.waitForFunction('window.rig !== undefined');
    return new ChromiumEars(browser, page, folder);
  }

  async start(): Promise<void> {
    await this.page.evaluate('window.rig.start()');
  }

  story(): Promise<Story> {
    return this.page.evaluate<Story>('window.rig.story()');
  }

  /** All of it stands still for a while, as on a machine that is busy with something else. */
  async freeze(ms: number): Promise<void> {
    const pids = this.pids();
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await clock.sleep(ms);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // A child of Chromium's may have lost its arguments, and is found by its parent.
  private pids(): number[] {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const found = new Set(all.filter((pid) => read(`/proc/${pid}/cmdline`).includes(this.folder)));
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const pid of all) if (found.has(parentOf(pid))) found.add(pid);
    }
    return [...found].map(Number);
  }
}

/** Nobody can ask it anything: it starts by itself, and tells. */
export class FirefoxEars implements Ears {
  private constructor(
    private readonly child: ChildProcess,
    private readonly front: Front,
    private readonly profile: string,
  ) {}

  static async open(tuned: Tuned): Promise<FirefoxEars> {
    const profile = mkdtempSync(join(tmpdir(), 'longwave-firefox-'));
    const settings = {
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      'browser.shell.checkDefaultBrowser': false,
    };
    const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const child = spawn(FIREFOX, ['--headless', '--no-remote', '--profile', profile, `${addressOf(tuned)}&tells`], {
      env: { PATH: process.env['PATH'], ...tuned.environment, HOME: profile },
      stdio: 'ignore',
    });
    tuned.front.told = undefined;
    return new FirefoxEars(child, tuned.front, profile);
  }

  async story(): Promise<Story> {
    for (let tries = 0; tries < 300 && this.front.told === undefined; tries += 1) {
      await clock.sleep(100);
    }
    if (this.front.told === undefined) throw new Error('Firefox tells nothing.');
    return this.front.told as Story;
  }

  async close(): Promise<void> {
    this.child.kill();
    await once(this.child, 'close');
    rmSync(this.profile, { recursive: true, force: true });
  }
}

function addressOf({ port, channel, hint, isLate }: Tuned): string {
  const asked = new URLSearchParams({
    channel,
    ...(hint === undefined ? {} : { hint }),
    ...(isLate ? { late: '' } : {}),
  });
  return `http://127.0.0.1:${port}/bench/sync.html?${asked.toString()}`;
}

function parentOf(pid: string): string {
  return /\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? '';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // It ended while we looked.
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
