import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Need } from './model/may-do.js';
import { ANONYMOUS, type Person } from './model/person.js';
import type { Identity } from './person.port.js';

export type { Need } from './model/may-do.js';

/** The metadata key under which a handler says whom it allows. */
export const ALLOWED = 'longwave:allowed';

export interface Allowed {
  readonly need: Need;
  /** The path parameter (of a gateway's event: the field) that names the channel it is about. */
  readonly channelIn?: string;
}

/**
 * Says who may call a route or a gateway's event: `@Allow('host', { channelIn: 'id' })`. A handler that does not say so
 * is refused to everybody, and a test fails.
 */
export function Allow(need: Need, options: Omit<Allowed, 'need'> = {}): MethodDecorator {
  return SetMetadata(ALLOWED, { need, ...options } satisfies Allowed);
}

/** The person who asks, as a handler's parameter: `@Who() person: Person`. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext) => personOf(context));

function personOf(context: ExecutionContext): Person {
  return identityIn(context)?.person ?? ANONYMOUS;
}

/** What the guard (of a socket: the handshake) found out about the one who asks. */
export function identityIn(context: ExecutionContext): Identity | undefined {
  if (context.getType() === 'ws') {
    return context.switchToWs().getClient<{ readonly data?: { readonly identity?: Identity } }>().data?.identity;
  }
  return context.switchToHttp().getRequest<{ readonly identity?: Identity }>().identity;
}
