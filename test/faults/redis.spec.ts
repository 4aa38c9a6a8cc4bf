import { describe, expect, test } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import type { Ear, RadioApp } from '../support/radio-app.js';
import { RadioNodes } from '../support/radio-nodes.js';
import { isRequired, WHERE } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const health = async ({ house }: RadioApp) => {
  const [ready, { text }] = [await house.call('/readyz'), await house.call('/health')];
  return `${ready.status} ${(JSON.parse(text) as { status: string }).status}`;
};
const seqsOf = (ear: Ear) => ear.told.map(({ seq }) => seq).join();

/** Two nodes, and a line to Redis that can be broken; the channel is conducted by the first. */
async function twoNodes() {
  const { hostname: host, port } = new URL(WHERE.redis);
  const proxy = new TcpProxy({ host, port: Number(port) });
  const nodes = await RadioNodes.open({ REDIS_URL: `redis://127.0.0.1:${await proxy.listen()}` });
  const conducting = await nodes.join();
  const channel = await conducting.channel();
  const other = await nodes.join({ ROLES: 'transmitter' });
  const [near, far] = [await conducting.ear(), await other.ear()];
  await near.join({ channel });
  await far.join({ channel });
  const close = async () => {
    await nodes.close();
    await proxy.close();
  };
  const heardAll = () => until('the other node heard all', () => near.told.length > 2 && seqsOf(far) === seqsOf(near));
  return { proxy, conducting, other, channel, near, far, heardAll, close };
}

// Without these in the run there are no other nodes.
if ((['postgres', 'redis', 's3'] as const).every(isRequired)) {
  describe('Redis', () => {
    test.each([
      ['refuses', (proxy: TcpProxy) => proxy.refuse()],
      ['says nothing any more', (proxy: TcpProxy) => proxy.swallowOld()],
    ])(
      '[RA186] [RA182] [FO4] %s: what is written is heard everywhere all the same, and all is well again after it',
      async (_, away) => {
        const { proxy, conducting, other, channel, near, far, heardAll, close } = await twoNodes();
        away(proxy);
        await conducting.said(channel, { text: 'Said while nobody could be told.' });
        await near.hears('audio_stream_started');
        await heardAll();
        expect((await conducting.house.call('/readyz')).status).toBe(200);
        proxy.accept();
        await until(
          'both are whole',
          async () => (await health(conducting)) === '200 ok' && (await health(other)) === '200 ok',
        );
        await until('a command goes through', async () => {
          const { status } = await other.host(channel, 'requests', { body: { text: 'Back.' } });
          return status === 201;
        });
        await heardAll();
        expect(far.socket.connected).toBe(true);
        await close();
      },
    );

    test('[RA182] that is away makes a command at the wrong node wait two seconds at most, and be sent again', async () => {
      const { proxy, other, channel, close } = await twoNodes();
      proxy.refuse();
      const askedAt = performance.now();
      const { status, body, headers } = await other.host(channel, 'requests', { body: { text: 'Anybody?' } });
      expect([status, body.code, headers['retry-after']]).toEqual([503, 'fanout.unanswered', '2']);
      expect(performance.now() - askedAt).toBeLessThan(2_500);
      expect(await health(other)).toBe('200 degraded');
      await close();
    });

    test('[FO4] that is away at the start leaves a node that runs its own channels', async () => {
      const nodes = await RadioNodes.open({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
      const node = await nodes.join();
      const channel = await node.channel();
      const ear = await node.ear();
      await ear.join({ channel });
      await node.said(channel, { text: 'Alone, and on air.' });
      await ear.hears('audio_stream_started');
      expect(await health(node)).toBe('200 degraded');
      await nodes.close();
    });
  });
}
