import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { Metrics } from '../watch/metrics.port.js';
import { chooseWriting, type ChosenWriting } from './choose-writing.js';
import { WritingBudget } from './writing-budget.js';
import { Writing } from './writing.port.js';

const CHOSEN = Symbol('the chosen writers');

/** Facts to words: the writers of the settings. */
@Global()
@Module({
  providers: [
    {
      provide: WritingBudget,
      useFactory: (database: Database, clock: Clock, { values }: Settings) =>
        new WritingBudget(database, clock, values.WRITING_TOKENS_PER_DAY),
      inject: [Database, Clock, Settings],
    },
    {
      provide: CHOSEN,
      useFactory: (...[settings, clock, log, metrics, budget]: Rooms) =>
        chooseWriting({ settings, clock, log, metrics, budget }),
      inject: [Settings, Clock, Log, Metrics, WritingBudget],
    },
    { provide: Writing, useFactory: ({ writing }: ChosenWriting) => writing, inject: [CHOSEN] },
  ],
  exports: [Writing],
})
export class WritingModule implements OnModuleInit {
  constructor(
    @Inject(CHOSEN) private readonly chosen: ChosenWriting,
    private readonly drain: Drain,
  ) {}

  async onModuleInit(): Promise<void> {
    this.drain.join({ name: 'writing', step: 'close', stop: () => Promise.resolve(this.chosen.close()) });
    // A provider's SDK takes a second to load, in which nothing else runs: now nobody listens yet.
    await this.chosen.warm();
  }
}

type Rooms = [settings: Settings, clock: Clock, log: Log, metrics: Metrics, budget: WritingBudget];
