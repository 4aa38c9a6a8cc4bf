import { Injectable } from '@nestjs/common';
import { AttendanceClerk } from './attendance-clerk.js';
import { FarLife } from './nodes/far-life.js';
import { RunningNode } from './running-node.js';
import { Stations } from './stations.js';

/** What goes on by itself, from the start to the stop. */
@Injectable()
export class RadioLife {
  constructor(
    private readonly stations: Stations,
    private readonly clerk: AttendanceClerk,
    private readonly node: RunningNode,
    private readonly far: FarLife,
  ) {}

  async begin(): Promise<void> {
    this.node.begin();
    await this.stations.begin();
    this.clerk.begin();
    this.far.begin();
  }

  // Nothing new is decided; what was announced sounds on, and the next process goes on from there.
  async end(): Promise<void> {
    this.stations.end();
    this.far.end();
    this.node.end();
    await this.clerk.end();
  }
}
