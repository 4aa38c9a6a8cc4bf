import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recording } from './recording.js';
import { SystemClock } from '../../src/kernel/clock.js';

const clock = new SystemClock();

/** Two channels for each of those who play. */
export const PLAYERS = ['a', 'b', 'c'] as const;
export type Playing = (typeof PLAYERS)[number];

const PAIRS = ['front-left,front-right', 'rear-left,rear-right', 'front-center,lfe'] as const;
const ALL = PAIRS.join(',');
export const RATE = 48_000;

/**
 * A sound card that is not there: three that play into one, so that what they play is recorded on one time base, to the
 * sample. It is a PulseAudio of its own and disturbs nobody's.
 */
export class SoundCard {
  private constructor(
    private readonly folder: string,
    private readonly daemon: ChildProcess,
  ) {}

  static async plugIn(): Promise<SoundCard> {
    const folder = mkdtempSync(join(tmpdir(), 'longwave-sound-'));
    const modules = [
      `module-native-protocol-unix auth-anonymous=1 socket=${join(folder, 'native')}`,
      `module-null-sink sink_name=all rate=${RATE} channels=6 channel_map=${ALL}`,
      ...PLAYERS.map(
        (name, at) =>
          `module-remap-sink sink_name=${name} master=all channels=2 master_channel_map=${PAIRS[at] ?? ''} ` +
          'channel_map=front-left,front-right remix=no',
      ),
    ];
    const options = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--log-target=stderr'];
    const daemon = spawn('pulseaudio', [...options, ...modules.flatMap((module) => ['-L', module])], {
      env: { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder },
      stdio: 'ignore',
    });
    await once(daemon, 'spawn');
    const card = new SoundCard(folder, daemon);
    await card.answers();
    return card;
  }

  /** For the environment of what plays. */
  environment(name: Playing): Record<string, string> {
    return { ...this.server(), PULSE_SINK: name };
  }

  record(): Recording {
    const what = ['-d', 'all.monitor', '--raw', '--format=float32le', `--rate=${RATE}`, '--channels=6'];
    // Without the map the channels would be mixed.
    const recorder = spawn('parec', [...what, `--channel-map=${ALL}`, '--latency-msec=50'], {
      env: { PATH: process.env['PATH'], ...this.server() },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Recording(recorder, PLAYERS.length * 2);
  }

  async unplug(): Promise<void> {
    this.daemon.kill();
    await once(this.daemon, 'close');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private server(): Record<string, string> {
    return { PULSE_SERVER: `unix:${join(this.folder, 'native')}`, HOME: this.folder };
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 50; tries += 1) {
      const asked = spawn('pactl', ['list', 'short', 'sinks'], {
        env: { PATH: process.env['PATH'], ...this.server() },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let said = '';
      asked.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
      await once(asked, 'close');
      if (PLAYERS.every((name) => said.includes(`\t${name}\t`))) return;
      await clock.sleep(100);
    }
    throw new Error('PulseAudio does not come up. Debian has it in the packages pulseaudio and pulseaudio-utils.');
  }
}
