import { describe, expect, test } from '@jest/globals';
import type { Fanout } from '../../src/fanout/fanout.port.js';
import { until } from '../support/until.js';

export interface OpenFanout {
  /** Another node’s way to the same air. */
  readonly join: () => Promise<Fanout>;
  readonly close: () => Promise<void>;
}

export function fanoutContract(name: string, open: () => Promise<OpenFanout>): void {
  describe(`fanout: ${name}`, () => {
    test('[FO1] what one node says is heard by all who hear it, in order over all topics, once', async () => {
      const { join, close } = await open();
      const [one, two, three] = [await join(), await join(), await join()];
      const heard: Record<string, unknown[]> = { two: [], three: [] };
      await two.hear('a', (said) => heard['two']?.push(said));
      await two.hear('b', (said) => heard['two']?.push(said));
      await three.hear('b', (said) => heard['three']?.push(said));
      const said = Array.from({ length: 200 }, (_, at) => ({ at, text: `„${at}“` }));
      for (const message of said) one.publish(message.at % 3 === 0 ? 'b' : 'a', message);
      one.publish('c', 'nobody hears this');
      one.publish('b', 'the end');
      await until('all is heard', () => heard['two']?.at(-1) === 'the end' && heard['three']?.at(-1) === 'the end');
      expect(heard['two']).toEqual([...said, 'the end']);
      expect(heard['three']).toEqual([...said.filter(({ at }) => at % 3 === 0), 'the end']);
      await close();
    });

    test('[FO1] whoever has stopped hearing hears no more, and others on the same topic still do', async () => {
      const { join, close } = await open();
      const [one, two] = [await join(), await join()];
      const [first, second]: [unknown[], unknown[]] = [[], []];
      const stop = await two.hear('a', (said) => first.push(said));
      await two.hear('a', (said) => second.push(said));
      one.publish('a', 1);
      await until('both hear', () => first.length === 1 && second.length === 1);
      stop();
      one.publish('a', 2);
      await until('one hears', () => second.length === 2);
      expect([first, second]).toEqual([[1], [1, 2]]);
      await close();
    });
  });
}
