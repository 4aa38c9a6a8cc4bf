import type { Database } from '../database/database.port.js';
import type { Clock } from '../kernel/clock.js';

/** Tokens that were set aside for one call. */
export interface TokenReservation {
  /** What the call was billed in the end; the rest is given back. */
  settle(tokens: number): Promise<void>;
}

const DAY_MS = 86_400_000;

// One statement, so that calls side by side cannot both take the last tokens: the row is locked and read afresh.
const RESERVE = `
  INSERT INTO writing_budget (day, tokens)
  SELECT $1::date, $2::bigint WHERE $2::bigint <= $3::bigint
  ON CONFLICT (day) DO UPDATE SET tokens = writing_budget.tokens + EXCLUDED.tokens
  WHERE writing_budget.tokens + EXCLUDED.tokens <= $3::bigint
  RETURNING tokens`;
const SETTLE = 'UPDATE writing_budget SET tokens = greatest(0, tokens + $2::bigint) WHERE day = $1::date';

/**
 * The tokens that paid writers may use on one day (UTC). What is reserved counts as used until it is settled, so a process
 * that dies between the two loses what it had reserved and never uses more than was allowed.
 */
export class WritingBudget {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokensPerDay: number,
  ) {}

  /** Nothing where the day's tokens do not suffice. */
  async reserve(tokens: number): Promise<TokenReservation | undefined> {
    const day = new Date(this.clock.now()).toISOString().slice(0, 10);
    const rows = await this.database.query(RESERVE, [day, tokens, this.tokensPerDay]);
    if (rows.length === 0) return undefined;
    return {
      settle: async (billed) => {
        await this.database.query(SETTLE, [day, billed - tokens]);
      },
    };
  }

  /** When the next day's tokens may be used. */
  get renewedInS(): number {
    return Math.ceil((DAY_MS - (this.clock.now() % DAY_MS)) / 1_000);
  }
}
