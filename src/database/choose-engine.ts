import type { Settings } from '../settings/settings.js';
import { clusterIn } from './cluster.js';
import { embeddedEngine } from './embedded.engine.js';
import type { Engine } from './engine.js';
import { postgresEngine } from './postgres.engine.js';

/** PostgreSQL where `DATABASE_URL` says so, else the embedded database in `LONGWAVE_DATA`. */
export async function chooseEngine({ values }: Settings): Promise<Engine> {
  if (values.DATABASE_URL === undefined) return embeddedEngine(await clusterIn(values.LONGWAVE_DATA));
  return postgresEngine({
    url: values.DATABASE_URL,
    connections: values.DATABASE_POOL,
    connectTimeoutMs: values.DATABASE_CONNECT_TIMEOUT_MS,
    queryTimeoutMs: values.DATABASE_QUERY_TIMEOUT_MS,
  });
}
