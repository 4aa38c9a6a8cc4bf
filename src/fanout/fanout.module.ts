import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/ids.js';
import { Node } from '../kernel/node.port.js';
import { SigningKeys } from '../people/signing-key.port.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Health } from '../watch/health.port.js';
import { Log } from '../watch/log.port.js';
import { chooseFanout, type ChosenFanout } from './choose-fanout.js';
import { FannedQuestions } from './fanned.questions.js';
import { Fanout } from './fanout.port.js';
import { Questions } from './questions.port.js';

const CHOSEN = Symbol('the chosen fanout');

/** What nodes of one installation say to each other. Alone there is nobody to say it to. */
@Global()
@Module({
  providers: [
    {
      provide: CHOSEN,
      useFactory: (settings: Settings, keys: SigningKeys, clock: Clock, log: Log) =>
        chooseFanout({ settings, keys, clock, log }),
      inject: [Settings, SigningKeys, Clock, Log],
    },
    { provide: Fanout, useFactory: ({ fanout }: ChosenFanout) => fanout, inject: [CHOSEN] },
    {
      provide: FannedQuestions,
      useFactory: (...[fanout, clock, ids, log, { id }]: OfQuestions) =>
        new FannedQuestions({ fanout, clock, ids, log, node: id }),
      inject: [Fanout, Clock, Ids, Log, Node],
    },
    { provide: Questions, useExisting: FannedQuestions },
  ],
  exports: [Fanout, Questions],
})
export class FanoutModule implements OnModuleInit {
  constructor(
    @Inject(CHOSEN) private readonly chosen: ChosenFanout,
    private readonly questions: FannedQuestions,
    private readonly health: Health,
    private readonly drain: Drain,
  ) {}

  // Not waited for: a node whose Redis is away starts all the same, and hears as soon as that is back.
  onModuleInit(): void {
    for (const check of this.chosen.checks) this.health.join(check);
    void this.questions.begin();
    this.drain.join({
      name: 'other nodes',
      step: 'close',
      stop: async () => {
        this.questions.end();
        this.chosen.close();
      },
    });
  }
}

type OfQuestions = [fanout: Fanout, clock: Clock, ids: Ids, log: Log, node: Node];
