import type { Figure } from '../figure.js';
import { median, quantile } from '../radio/moments.js';
import { usageOf } from '../stream/usage.js';
import { Askers, type Answered } from './askers.js';
import type { LongArchive } from './long-archive.js';
import { Nginx } from './nginx.js';

const KIB = 1_024;
const CONNECTIONS = 16;

interface Mix {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly aim?: string;
}

/**
 * What players do is the last of them. Browsers and podcast programs ask for all from a place on (`bytes=5000000-`), once for
 * each seek: Chromium takes at least 2 MiB of it before it pauses, and who downloads takes the rest; Apple’s ask for two bytes
 * first, and then for all that is left. So a MiB is less than a player takes of one answer, and that is where our aim is. The
 * smaller a part is the more counts what is not its bytes: those are measured to be seen.
 */
const MIXES: readonly Mix[] = [
  { name: '2 bytes', sizes: [2] },
  { name: '16 KiB', sizes: [16 * KIB] },
  { name: '64 KiB', sizes: [64 * KIB] },
  { name: '256 KiB', sizes: [256 * KIB] },
  { name: '1 MiB', sizes: [1_024 * KIB], aim: '>=0.5' },
];

interface Served {
  readonly pid: number;
  readonly port: number;
  readonly path: string;
}

interface Round extends Answered {
  readonly cpuS: number;
}

export interface Trial {
  readonly rounds: number;
  readonly seconds: number;
}

/** Parts at random places: how many a second, and what they cost, beside a server of plain files with the same bytes. */
export async function ranges(archive: LongArchive, trial: Trial): Promise<readonly Figure[]> {
  const nginx = Nginx.isInstalled ? await Nginx.start(archive.url) : undefined;
  const askers = new Askers();
  const ours = { pid: archive.house.program.pid, port: archive.port, path: archive.path };
  const figures: Figure[] = [];
  try {
    for (const { name, sizes, aim } of MIXES) {
      const measure = (served: Served, seconds = trial.seconds): Promise<Round> => {
        const { port, path } = served;
        const asked = { port, path, bytes: archive.bytes, sizes, connections: CONNECTIONS, seconds };
        return measured(served, () => askers.ask(asked));
      };
      const all: { ours: Round; nginx: Round | undefined }[] = [];
      await measure(ours, 1);
      // Turn by turn, so that what disturbs the machine disturbs both.
      for (let round = 0; round < trial.rounds; round += 1) {
        all.push({ ours: await measure(ours), nginx: nginx && (await measure(nginx)) });
      }
      figures.push(
        ...figuresOf(
          { name, ...(aim === undefined ? {} : { aim }) },
          all.map((one) => one.ours),
          all.flatMap((one) => one.nginx ?? []),
        ),
      );
    }
  } finally {
    await askers.end();
    await nginx?.end();
  }
  if (nginx !== undefined) return figures;
  console.log('nginx is left out: it is not installed (`apt-get install nginx-light`).');
  return [
    ...figures,
    { name: 'ranges against nginx: NOT MEASURED, it is not installed', value: Number.NaN, unit: 'times' },
  ];
}

async function measured({ pid }: Served, ask: () => Promise<Answered>): Promise<Round> {
  const before = usageOf(pid).cpuS;
  const answered = await ask();
  return { ...answered, cpuS: usageOf(pid).cpuS - before };
}

function figuresOf(
  { name, aim }: Pick<Mix, 'name' | 'aim'>,
  ours: readonly Round[],
  nginx: readonly Round[],
): Figure[] {
  const figure = (what: string, unit: string, of: (round: Round) => number): Figure => ({
    name: `ranges of ${name}: ${what}`,
    value: median(ours.map(of)),
    unit,
    ...(nginx.length === 0 ? {} : { peer: median(nginx.map(of)) }),
  });
  const rate = figure('answered', 'ranges/s', ({ tookMs, seconds }) => tookMs.length / seconds);
  const against: Figure[] =
    rate.peer === undefined
      ? []
      : [
          {
            name: `ranges of ${name}: against nginx`,
            value: rate.value / rate.peer,
            unit: 'times',
            ...(aim === undefined ? {} : { aim }),
          },
        ];
  return [
    rate,
    ...against,
    figure('sent', 'MB/s', ({ bytes, seconds }) => bytes / seconds / 1e6),
    figure('p99', 'ms', ({ tookMs }) => quantile(tookMs, 0.99)),
    figure('processor', 's/1,000', ({ cpuS, tookMs }) => (cpuS / tookMs.length) * 1_000),
  ];
}
