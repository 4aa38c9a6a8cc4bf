import type { IncomingMessage } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { identityIn } from '../people/allow.port.js';
import { ANONYMOUS, type Person } from '../people/person.port.js';

/** What of Express’ request is of use here, and who asks. */
export interface Calling {
  readonly person: Person;
  readonly request: IncomingMessage & { readonly protocol: string; readonly ip?: string };
}

/** Both as one parameter of a handler: `@Caller() caller: Calling`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Calling => {
  const person = identityIn(context)?.person ?? ANONYMOUS;
  return { person, request: context.switchToHttp().getRequest<Calling['request']>() };
});
