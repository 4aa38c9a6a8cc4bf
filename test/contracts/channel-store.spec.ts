import { afterAll, beforeAll, describe } from '@jest/globals';
import { openMemoryStores, openSqlStores, type SqlHouse, type StoreHouse } from '../support/channel-stores.js';
import { ENGINES } from '../support/database.js';
import { attendanceContract } from './attendance.contract.js';
import { channelOwnersContract } from './channel-owners.contract.js';
import { channelSilencedContract } from './channel-silenced.contract.js';
import { channelStandingContract } from './channel-standing.contract.js';
import { channelStoreContract } from './channel-store.contract.js';
import { channelTablesContract } from './channel-tables.contract.js';
import { orphansContract } from './orphans.contract.js';
import { radioCleanupContract } from './radio-cleanup.contract.js';
import { requestStatusesContract } from './request-statuses.contract.js';
import { retentionContract } from './retention.contract.js';

const CONTRACTS = [
  channelStoreContract,
  channelStandingContract,
  channelSilencedContract,
  requestStatusesContract,
  channelOwnersContract,
];

const OF_TABLES = [channelTablesContract, attendanceContract, radioCleanupContract, retentionContract, orphansContract];

describe('channels in memory', () => {
  let house: StoreHouse;
  beforeAll(async () => {
    house = await openMemoryStores();
  });
  for (const contract of CONTRACTS) contract(() => house);
});

describe.each(ENGINES)('channels in tables: $name', (engine) => {
  let house: SqlHouse;
  beforeAll(async () => {
    house = await openSqlStores(engine);
  });
  afterAll(() => house.close());
  for (const contract of CONTRACTS) contract(() => house);
  for (const contract of OF_TABLES) contract(() => house);
});
