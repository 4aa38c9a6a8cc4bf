import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AnchoredServerTime } from './anchored.server-time.js';
import { newAnchor } from './clock-anchor.js';
import { ClockFile } from './clock-file.js';
import { SystemReadings } from './clock-readings.js';
import { Clock, SystemClock } from './clock.js';
import { Ids, UuidV7Ids } from './ids.js';
import { KeptNode } from './kept.node.js';
import type { Kept } from './kept.js';
import { Node } from './node.port.js';
import { ServerTime } from './server-time.port.js';

const KEPT = Symbol('where the kernel keeps things');
const TIME = Symbol('server time and the clock it stands on');
const ifKept = { token: KEPT, optional: true };

@Global()
@Module({
  providers: [
    { provide: TIME, useFactory: openTime, inject: [ifKept] },
    { provide: Clock, useFactory: ({ clock }: Time) => clock, inject: [TIME] },
    { provide: ServerTime, useFactory: ({ serverTime }: Time) => serverTime, inject: [TIME] },
    { provide: Ids, useFactory: (clock: Clock) => new UuidV7Ids(clock), inject: [Clock] },
    { provide: Node, useFactory: (kept?: Kept) => KeptNode.open(kept), inject: [ifKept] },
  ],
  exports: [Clock, ServerTime, Ids, Node],
})
export class KernelModule {
  /** For the server: its time and which node it is outlive a restart. Without it they are as long as the process. */
  static keptIn(kept: Kept): DynamicModule {
    return { module: KernelModule, providers: [{ provide: KEPT, useValue: kept }] };
  }
}

interface Time {
  readonly clock: Clock;
  readonly serverTime: ServerTime;
}

function openTime(kept?: Kept): Time {
  const readings = new SystemReadings();
  const file = kept && new ClockFile(kept);
  const anchor = file?.open(readings) ?? newAnchor(readings);
  const clock = new SystemClock(readings, anchor.anchorMs);
  const serverTime = new AnchoredServerTime(anchor, { clock, readings, keep: (next) => file?.keep(next) });
  return { clock, serverTime };
}
