import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { restoreBackup } from '../../src/database/backup/restore-backup.js';
import { writeBackup } from '../../src/database/backup/write-backup.js';
import type { Engine } from '../../src/database/engine.js';
import { migrate } from '../../src/database/migrate.js';
import { TypeOrmDatabase } from '../../src/database/typeorm.database.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import { openDiskStore } from '../support/blob-stores.js';
import { claimed, process } from '../support/channel-stores.js';
import { ENGINES } from '../support/database.js';
import { answer, channel, everyRequest, inStatus, requestId, step } from '../support/kept-channel.js';
import { tempFolder } from '../support/temp-folder.js';

// A session of its own, closed again: the embedded database has no second one for the backup.
async function open(engine: Engine) {
  const source = await new DataSource(engine.everyday).initialize();
  return { database: new TypeOrmDatabase(source), close: () => source.destroy() };
}

test.each(ENGINES)(
  '[BK1] [BK2] channels on $name are restored as they were, with all that guards them',
  async ({ make }) => {
    const path = join(await tempFolder(), 'backup');
    const blobs = await openDiskStore();
    const [source, target] = [await make(), await make()];
    await migrate(source.engine);
    const from = await open(source.engine);
    const store = new SqlChannelStore(from.database, process('a'));
    await store.create(channel('kept'));
    const { state } = claimed(await store.claim('kept'));
    const after = { ...state, requests: everyRequest('1') };
    await store.commit(step(state, after, { term: 1, seq: 1 }, { kept: answer('key', 'x') }));
    await from.close();
    await writeBackup({ engine: source.engine, blobs: blobs.store, clock: new SystemClock() }, path);

    await restoreBackup({ engine: target.engine, blobs: blobs.store }, path);
    const to = await open(target.engine);
    const restored = new SqlChannelStore(to.database, process('a'));
    const again = claimed(await restored.claim('kept'));
    expect(again).toMatchObject({ term: 2, seq: 1 });
    expect(again.state).toEqual(after);
    expect(await restored.answered('kept', 'host-1', 'key')).toEqual(answer('key', 'x'));
    const back = { ...after, requests: after.requests.with(4, inStatus(requestId('1', 5), 'ready')) };
    await expect(restored.commit(step(after, back, { term: 2, seq: 2 }))).rejects.toThrow('cannot be ready');
    await to.close();
    await blobs.close();
    for (const { engine, remove } of [source, target]) {
      await engine.close();
      await remove();
    }
  },
);
