import { Global, Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Log } from '../watch/log.port.js';
import { AccessTokens } from './access-tokens.js';
import { AllSessionsController } from './all-sessions.controller.js';
import { Bearers } from './bearer.port.js';
import { BeginSession } from './begin-session.js';
import { DoorDesk } from './door.desk.js';
import { Door } from './door.js';
import { GuessLimit } from './guess-limit.js';
import { Invitations } from './invitations.js';
import { InvitationsController } from './invitations.controller.js';
import { OriginMiddleware } from './origin.middleware.js';
import { PeopleStartNotice } from './people-start.notice.js';
import { PeopleGuard } from './people.guard.js';
import { RefreshSession } from './refresh-session.js';
import { SessionTable } from './session.table.js';
import { SessionTokens } from './session-tokens.js';
import { SessionsController } from './sessions.controller.js';
import { SignOut } from './sign-out.js';
import { SignedOut } from './signed-out.js';
import { SigningKeys } from './signing-key.port.js';
import { SigningSecret } from './signing-secret.js';
import { Sweep } from './sweep.js';
import { TokenBearers } from './token.bearers.js';

/** Who is asking and what they may do. */
@Global()
@Module({
  controllers: [SessionsController, AllSessionsController, InvitationsController],
  providers: [
    {
      provide: SigningKeys,
      useFactory: (settings: Settings, log: Log) => SigningSecret.open(settings, log),
      inject: [Settings, Log],
    },
    {
      provide: AccessTokens,
      useFactory: (keys: SigningKeys, clock: Clock) => new AccessTokens(keys, clock),
      inject: [SigningKeys, Clock],
    },
    { provide: Bearers, useClass: TokenBearers },
    { provide: APP_GUARD, useClass: PeopleGuard },
    BeginSession,
    Door,
    DoorDesk,
    GuessLimit,
    Invitations,
    PeopleStartNotice,
    RefreshSession,
    SessionTable,
    SessionTokens,
    SignOut,
    SignedOut,
    Sweep,
  ],
  exports: [SigningKeys, Bearers],
})
export class PeopleModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(OriginMiddleware).forRoutes('{*path}');
  }
}
