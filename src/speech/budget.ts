import type { Clock, ServerMs } from '../kernel/clock.js';
import type { Database } from '../database/database.port.js';

/** Characters that were set aside for one call. */
export interface Reservation {
  /** Gives them back: nothing was bought. */
  refund(): Promise<void>;
}

// One statement, so that calls side by side cannot both take the last characters: the row is locked and read afresh.
const RESERVE = `
  INSERT INTO speech_budget (day, characters)
  SELECT $1::date, $2::integer WHERE $2::integer <= $3::integer
  ON CONFLICT (day) DO UPDATE SET characters = speech_budget.characters + EXCLUDED.characters
  WHERE speech_budget.characters + EXCLUDED.characters <= $3::integer
  RETURNING characters`;
const USED = 'SELECT characters FROM speech_budget WHERE day = $1::date';
const REFUND = 'UPDATE speech_budget SET characters = characters - $2::integer WHERE day = $1::date';

/**
 * The characters paid voices may be given on one day (UTC). What is reserved counts as spent until it is given back, so
 * a process that dies between the two loses what it had reserved and never spends more than was allowed.
 */
export class SpeechBudget {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    readonly charactersPerDay: number,
  ) {}

  /** Nothing where the day's characters do not suffice. */
  async reserve(characters: number): Promise<Reservation | undefined> {
    const day = this.today();
    const rows = await this.database.query(RESERVE, [day, characters, this.charactersPerDay]);
    if (rows.length === 0) return undefined;
    return {
      refund: async () => {
        await this.database.query(REFUND, [day, characters]);
      },
    };
  }

  /** What of today's is spent, or set aside. */
  async used(): Promise<number> {
    const [row] = await this.database.query<{ characters: number }>(USED, [this.today()]);
    return row?.characters ?? 0;
  }

  /** When the next day's characters may be spent. */
  get renewedInS(): number {
    return Math.ceil((DAY_MS - (this.clock.now() % DAY_MS)) / 1_000);
  }

  get renewedAt(): ServerMs {
    return Math.floor(this.clock.now() / DAY_MS + 1) * DAY_MS;
  }

  private today(): string {
    return new Date(this.clock.now()).toISOString().slice(0, 10);
  }
}

const DAY_MS = 86_400_000;
