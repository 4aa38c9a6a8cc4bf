import type { BlobStore } from '../blobs/blob-store.port.js';
import { gathered } from '../blobs/gathered.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { FileReader } from './file-reader.js';
import type { Match } from './match-store.port.js';
import type { ScriptedMatch, ScriptLine } from './model/script.js';
import { misbehaved } from './model/simulator/misbehaviour/misbehaved.js';
import { isSimulated, simulated } from './model/simulator/simulated.js';

/** What files take from one ball to the next. */
const FILE_BALL_S = 45;

/** What a match’s file or the simulator tells: the same whenever it is read. */
export class Scripts {
  constructor(
    private readonly blobs: BlobStore,
    private readonly reader: FileReader,
    private readonly ballDelayS: number,
  ) {}

  async read({ sport, home, away, script }: Match): Promise<readonly ScriptLine[] | Refusal> {
    if (script === null) return refuse('matches.no-script');
    if (script.kind === 'file') return this.readFile(script.file);
    if (!isSimulated(sport)) return refuse('matches.no-script', `The simulator does not play ${sport}.`);
    const { seed, misbehaviour = [], paceMs } = script;
    const named = simulated({ sport, seed, home: teamOf(home), away: teamOf(away) });
    const { lines } = misbehaviour.length === 0 ? named : misbehaved(named, { kinds: misbehaviour, seed });
    return paceMs === undefined ? lines : evenly(lines, paceMs);
  }

  async readFile(key: string): Promise<readonly ScriptLine[] | Refusal> {
    const read = await this.reader.read(await gathered(await this.blobs.get(key)));
    return isRefusal(read) ? read : this.paced(read);
  }

  /** Its lines at the pace that balls have here. */
  paced(read: ScriptedMatch): readonly ScriptLine[] {
    const share = read.sport === 'cricket' ? this.ballDelayS / FILE_BALL_S : 1;
    return read.lines.map((line) => ({ ...line, afterMs: line.afterMs * share }));
  }
}

// Line-ups take no time of their own.
function evenly(lines: readonly ScriptLine[], paceMs: number): readonly ScriptLine[] {
  let afterMs = -paceMs;
  return lines.map((line, nth) => {
    const before = lines[nth - 1];
    if (before === undefined || !isLineup(before)) afterMs += paceMs;
    return { ...line, afterMs };
  });
}

function isLineup(line: ScriptLine): boolean {
  return 'content' in line && line.content.type === 'lineup';
}

function teamOf({ name, short, players }: Match['home']): ScriptedMatch['home'] {
  return {
    name,
    short,
    players: players.map((player) => ({
      name: player.name,
      ...(player.number === null ? {} : { number: player.number }),
    })),
  };
}
