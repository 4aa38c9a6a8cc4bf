import { Injectable } from '@nestjs/common';
import { FarAudience } from './far-audience.js';
import { Relays } from './relays.js';

/** What goes on by itself between nodes. */
@Injectable()
export class FarLife {
  constructor(
    private readonly relays: Relays,
    private readonly audience: FarAudience,
  ) {}

  begin(): void {
    this.relays.begin();
    this.audience.begin();
  }

  end(): void {
    this.relays.end();
    this.audience.end();
  }
}
