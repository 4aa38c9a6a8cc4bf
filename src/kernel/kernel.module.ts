import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { Ids, UuidV7Ids } from './ids.js';

@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: Ids, useFactory: (clock: Clock) => new UuidV7Ids(clock), inject: [Clock] },
  ],
  exports: [Clock, Ids],
})
export class KernelModule {}
