import { ENGINES, makePostgres } from '../support/database.js';
import { isRequired } from '../support/services.js';
import { postgresEngine } from '../../src/database/postgres.engine.js';
import { migrationLockContract, migrationsContract } from './migrations.contract.js';

for (const engine of ENGINES) migrationsContract(engine);

if (isRequired('postgres')) {
  const hasty = { connections: 2, connectTimeoutMs: 1_000, queryTimeoutMs: 100 };
  migrationLockContract(async () => {
    const first = await makePostgres(hasty);
    return [first, { ...first, engine: postgresEngine({ url: first.url, ...hasty }) }];
  });
}
