import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.js';
import type { SigningKeys } from '../people/signing-key.port.js';
import type { Settings } from '../settings/settings.js';
import type { Log } from '../watch/log.port.js';
import type { HealthCheck } from '../watch/health.port.js';
import type { Fanout } from './fanout.port.js';
import { LoneFanout } from './lone.fanout.js';

export interface ChosenFanout {
  readonly fanout: Fanout;
  readonly checks: readonly HealthCheck[];
  close(): void;
}

export interface FanoutNeed {
  readonly settings: Settings;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly log: Log;
}

/** Redis where `REDIS_URL` names one; else this process is alone. */
export async function chooseFanout({ settings, keys, clock, log }: FanoutNeed): Promise<ChosenFanout> {
  const { REDIS_URL: url } = settings.values;
  if (url === undefined) return { fanout: new LoneFanout(), checks: [], close: () => undefined };
  const { RedisFanout } = await import('./redis.fanout.js');
  // Nodes of one installation share its secret, and nobody else does.
  const name = createHash('sha256').update(keys.key('fanout')).digest('hex').slice(0, 16);
  const fanout = new RedisFanout({ url, prefix: `longwave:${name}:`, clock, log });
  fanout.open();
  return {
    fanout,
    // Without Redis every node still plays what it knows, and reads the log.
    checks: [{ name: 'redis', required: false, check: () => Promise.resolve(fanout.condition()) }],
    close: () => fanout.close(),
  };
}
