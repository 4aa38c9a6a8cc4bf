import type { BlobStore } from '../blobs/blob-store.port.js';
import { gathered } from '../blobs/gathered.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import type { FileReader } from './file-reader.js';
import type { Match } from './match-store.port.js';
import type { ScriptedMatch, ScriptLine } from './model/script.js';
import { isSimulated } from './model/simulator/simulated.js';
import { simulatedScript } from './model/simulator/simulated-script.js';

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
    return simulatedScript({ sport, home: teamOf(home), away: teamOf(away) }, script).lines;
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
