import type { Database } from '../../database/database.port.js';
import { Whereabouts, type Whereabout } from './whereabouts.port.js';

interface Row {
  readonly id: string;
  readonly node: string | null;
  readonly seq: number;
  readonly term: number;
}

export class SqlWhereabouts extends Whereabouts {
  constructor(private readonly database: Database) {
    super();
  }

  async of(channels: readonly string[]): Promise<ReadonlyMap<string, Whereabout>> {
    const rows = await this.database.query<Row>(OF, [channels]);
    return new Map(rows.map(({ id, node, seq, term }) => [id, { node: node ?? undefined, seq, term }]));
  }
}

const OF = `
  SELECT id, node, seq, term FROM channels
  LEFT JOIN nodes ON run = owner AND life_at > now() - interval '5 seconds'
  WHERE id = ANY ($1::text[])`;
