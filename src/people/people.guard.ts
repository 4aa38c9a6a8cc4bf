import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { Settings } from '../settings/settings.js';
import { RefusalProblem } from '../watch/problem.port.js';
import { ALLOWED, identityIn, type Allowed } from './allow.port.js';
import { Bearers } from './bearer.port.js';
import { ANONYMOUS, mayDo, type Identity, type Person } from './person.port.js';

interface Request {
  readonly headers: { readonly authorization?: string };
  readonly params: Readonly<Record<string, unknown>>;
  identity?: Identity;
}

/** Stands before every route and every event of every gateway. What does not say whom it allows is closed to all. */
@Injectable()
export class PeopleGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly bearers: Bearers,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const refusal = await this.judge(context);
    if (refusal !== undefined) throw new RefusalProblem(refusal);
    return true;
  }

  private async judge(context: ExecutionContext): Promise<Refusal | undefined> {
    const allowed = this.reflector.get<Allowed | undefined>(ALLOWED, context.getHandler());
    if (allowed === undefined) return refuse('people.not-allowed');
    const identity = await this.identify(context);
    if (isRefusal(identity)) return identity;
    return this.judgePerson(identity.person, allowed, context);
  }

  private judgePerson(person: Person, { need, channelIn }: Allowed, context: ExecutionContext): Refusal | undefined {
    const channel = channelIn === undefined ? undefined : channelOf(context, channelIn);
    // What should name its channel and does not is about none that anybody may touch.
    const isNamed = channelIn === undefined || channel !== undefined;
    if (isNamed && mayDo(person, need, { channel, open: this.settings.values.ANONYMOUS_LISTENERS })) return undefined;
    return refuse(person.role === 'anonymous' ? 'people.not-signed-in' : 'people.not-allowed');
  }

  private async identify(context: ExecutionContext): Promise<Identity | Refusal> {
    return context.getType() === 'ws' ? this.identifySocket(context) : this.identifyRequest(context);
  }

  private async identifyRequest(context: ExecutionContext): Promise<Identity | Refusal> {
    const request = context.switchToHttp().getRequest<Request>();
    const identity = await this.bearers.identify(bearerOf(request.headers.authorization));
    if (!isRefusal(identity)) request.identity = identity;
    return identity;
  }

  // The handshake found out who it is; a socket may live longer than that holds.
  private identifySocket(context: ExecutionContext): Identity | Refusal {
    const identity = identityIn(context) ?? { person: ANONYMOUS, expiresAt: Infinity };
    return this.bearers.holds(identity) ? identity : refuse('people.not-signed-in', 'The session has ended.');
  }
}

// Other schemes belong to whoever stands in front of us.
function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(.*)$/i.exec(header ?? '')?.[1];
}

function channelOf(context: ExecutionContext, name: string): string | undefined {
  const fields: unknown =
    context.getType() === 'ws' ? context.switchToWs().getData() : context.switchToHttp().getRequest<Request>().params;
  const channel = typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)[name] : undefined;
  return typeof channel === 'string' ? channel : undefined;
}
