import { EventEmitter, once } from 'node:events';
import { setImmediate as immediately } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { UnderWay } from './under-way.js';

test('[K11] nothing is settled before the last has ended, whoever began it', async () => {
  const underWay = new UnderWay();
  const ended: string[] = [];
  const finish = new EventEmitter();
  const held = once(finish, 'now');
  underWay.begin(async () => {
    await held;
    ended.push('first');
    underWay.begin(async () => {
      await immediately();
      ended.push('second');
    });
  });
  const settled = underWay.settled().then(() => ended.push('settled'));
  await Promise.resolve();
  expect(ended).toEqual([]);
  finish.emit('now');
  await settled;
  expect(ended).toEqual(['first', 'second', 'settled']);
});
