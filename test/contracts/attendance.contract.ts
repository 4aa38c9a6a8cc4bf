import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { SqlAttendance } from '../../src/radio/sql.attendance.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import { claimed, process, type SqlHouse } from '../support/channel-stores.js';
import { channel, chunkId, everyRequest, requestId, step } from '../support/kept-channel.js';

const listeners = (on: string, ...connections: string[]) =>
  connections.map((connection) => ({ connection, channel: on }));
const more = (chunk: string, offeredTo: number, heardBy: number) => ({ chunk, offeredTo, heardBy });

/** Who listens and who heard what. */
export function attendanceContract(house: () => SqlHouse): void {
  async function node(name: string) {
    const here = process(name, new VirtualClock());
    const store = new SqlChannelStore(house().database, here);
    await store.live();
    return { here, store, attendance: new SqlAttendance(house().database, here) };
  }

  describe('who is there', () => {
    beforeEach(() => house().empty());

    test('[RA48] those are present who joined and did not leave, each once, wherever they are', async () => {
      const { attendance } = await node('a');
      const other = await node('b');
      await attendance.joined([...listeners('x', 's1', 's2', 's3'), ...listeners('y', 's1')]);
      await other.attendance.joined([{ connection: 't1', channel: 'x', person: requestId('1', 1) }]);
      await attendance.joined(listeners('x', 's2'));
      expect(await attendance.present(['x', 'y', 'z'])).toEqual(
        new Map([
          ['x', 4],
          ['y', 1],
          ['z', 0],
        ]),
      );
      await attendance.left([...listeners('x', 's1', 's3', 'unknown'), ...listeners('z', 's1')]);
      await attendance.left(listeners('x', 's1'));
      expect(await other.attendance.present(['x', 'y'])).toEqual(
        new Map([
          ['x', 2],
          ['y', 1],
        ]),
      );
      await attendance.joined(listeners('x', 's1'));
      expect(await attendance.present(['x'])).toEqual(new Map([['x', 3]]));
    });

    test('[RA48] who was with a process that is silent for 5 s is not there', async () => {
      const dead = await node('a');
      const { attendance } = await node('b');
      await dead.attendance.joined(listeners('x', 's1', 's2'));
      await attendance.joined(listeners('x', 't1'));
      await house().silence(dead.here.run, 4_000);
      expect(await attendance.present(['x'])).toEqual(new Map([['x', 3]]));
      await house().silence(dead.here.run, 1_001);
      expect(await attendance.present(['x'])).toEqual(new Map([['x', 1]]));
      // One that came over is no longer the other's to take away.
      await attendance.joined(listeners('x', 's1'));
      await dead.attendance.left(listeners('x', 's1'));
      expect(await attendance.present(['x'])).toEqual(new Map([['x', 2]]));
    });

    test('[RA48] what was heard is added up by chunk, and of a connection it never gets less', async () => {
      const { attendance, store } = await node('a');
      await store.create(channel('heard'));
      const { state } = claimed(await store.claim('heard'));
      await store.commit(step(state, { ...state, requests: everyRequest('1') }, { term: 1, seq: 1 }));
      const [request, first, second] = [requestId('1', 1), chunkId('1', 1), chunkId('1', 2)];
      await attendance.heard(
        [
          { connection: 's1', request, offered: 2, heard: 1, lastChunk: first },
          { connection: 's2', request, offered: 2, heard: 0 },
        ],
        [more(second, 820, 0), more(first, 820, 800)],
      );
      await attendance.heard(
        [{ connection: 's1', request, offered: 2, heard: 2, lastChunk: second }],
        [more(second, 0, 12)],
      );
      await attendance.heard([{ connection: 's1', request, offered: 1, heard: 1 }], []);
      expect(await attendance.totals([request])).toEqual([
        { request, chunk: first, offeredTo: 820, heardBy: 800 },
        { request, chunk: second, offeredTo: 820, heardBy: 12 },
      ]);
      const kept = `SELECT connection, last_chunk, offered, heard FROM connection_playback_states ORDER BY connection`;
      expect(await house().database.query(kept)).toEqual([
        { connection: 's1', last_chunk: second, offered: 2, heard: 2 },
        { connection: 's2', last_chunk: null, offered: 2, heard: 0 },
      ]);
    });

    test('[RA48] a thousand listeners are one statement', async () => {
      const { attendance } = await node('a');
      const connections = Array.from({ length: 1_000 }, (_, at) => `s${at}`);
      await attendance.joined(listeners('x', ...connections));
      const request = requestId('1', 1);
      await attendance.heard(
        connections.map((connection) => ({ connection, request, offered: 1, heard: 1 })),
        [],
      );
      expect(await attendance.present(['x'])).toEqual(new Map([['x', 1_000]]));
      const [row] = await house().database.query('SELECT count(*)::integer AS count FROM connection_playback_states');
      expect(row).toEqual({ count: 1_000 });
    });
  });
}
