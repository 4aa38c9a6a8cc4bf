import { Injectable } from '@nestjs/common';
import type { Cancel } from '../kernel/clock.js';
import { Airs, type Air } from './airs.port.js';
import { inTheAir } from './model/air.js';
import { Stations } from './stations.js';

/** What the conductors of this process know. */
@Injectable()
export class StationAirs extends Airs {
  constructor(private readonly stations: Stations) {
    super();
  }

  of(channel: string): Air | undefined {
    const conductor = this.stations.running(channel);
    if (conductor === undefined) return undefined;
    return { isOpen: conductor.state.phase.name === 'open', requests: inTheAir(conductor.state) };
  }

  watch(tell: (channel: string) => void): Cancel {
    return this.stations.watch((channel) => tell(channel));
  }
}
