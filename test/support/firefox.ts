import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SoundCard } from '../../bench/sync/sound-card.js';
import { Marionette } from './marionette.js';
import { WHERE } from './services.js';
import { until } from './until.js';

/** It asks nobody outside for anything, and says by itself where it can be driven. */
const PREFERENCES = {
  'marionette.port': 0,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,none',
  'toolkit.telemetry.server': '',
};

/** A real Firefox with a sound card of its own: without one it plays nothing. */
export class Firefox {
  private constructor(
    private readonly folder: string,
    private readonly card: SoundCard,
    private readonly process: ChildProcess,
    private readonly marionette: Marionette,
  ) {}

  static async open(): Promise<Firefox> {
    const folder = mkdtempSync(join(tmpdir(), 'longwave-firefox-'));
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(join(folder, 'user.js'), lines.join('\n'));
    const card = await SoundCard.plugIn();
    const options = ['--headless', '--marionette', '--no-remote', '--profile', folder, 'about:blank'];
    const firefox = spawn(WHERE.firefox, options, {
      env: { PATH: process.env['PATH'], ...card.environment('a'), HOME: folder },
      stdio: 'ignore',
    });
    const told = join(folder, 'MarionetteActivePort');
    const port = await until(
      'Firefox says where it can be driven',
      () => existsSync(told) && readFileSync(told, 'utf8'),
    );
    return new Firefox(folder, card, firefox, await Marionette.connect(Number(port)));
  }

  async goTo(address: string): Promise<void> {
    await this.marionette.ask('WebDriver:Navigate', { url: address });
  }

  /** As a hand does: the page may sound from then on. */
  async click(selector: string): Promise<void> {
    const found = await until(`${selector} is there`, () =>
      this.marionette.ask('WebDriver:FindElement', { using: 'css selector', value: selector }).catch(() => undefined),
    );
    const [id] = Object.values((found as { readonly value: Readonly<Record<string, string>> }).value);
    await this.marionette.ask('WebDriver:ElementClick', { id });
  }

  /** Waits until the page says something. */
  async says(words: RegExp): Promise<void> {
    const script = 'return document.body.innerText';
    await until(`the page says ${words.source}`, async () => {
      const { value } = (await this.marionette.ask('WebDriver:ExecuteScript', { script, args: [] })) as {
        value: string;
      };
      return words.test(value);
    });
  }

  async close(): Promise<void> {
    const ended = once(this.process, 'close');
    this.marionette.close();
    this.process.kill();
    await ended;
    await this.card.unplug();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
