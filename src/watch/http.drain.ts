import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { refuse } from '../kernel/outcome.js';
import { Drain } from './drain.port.js';
import { RefusalProblem } from './problem.port.js';

const LOOK_MS = 25;
/** What was being sent when the stop came has this long to end by itself. */
const SENDING_MS_MAX = 1_500;

/** The HTTP server's part of a stop: what was asked is answered, what streams is ended, nobody new comes in. */
@Injectable()
export class HttpDrain {
  private readonly open = new Set<ServerResponse>();

  constructor(
    private readonly clock: Clock,
    private readonly drain: Drain,
  ) {}

  join(server: Server): void {
    this.drain.join({ name: 'http: listening', step: 'refuse', stop: async () => closeDoor(server) });
    this.drain.join({
      name: 'http: requests',
      step: 'finish',
      stop: (signal) => this.until(() => [...this.open].every((response) => response.headersSent), signal),
    });
    this.drain.join({
      name: 'http: streams',
      step: 'disconnect',
      stop: async (signal) => {
        const givenUpAt = this.clock.now() + SENDING_MS_MAX;
        const sent = this.until(() => this.open.size === 0 || this.clock.now() >= givenUpAt, signal);
        await sent.finally(() => server.closeAllConnections());
        await this.until(() => this.open.size === 0, signal);
      },
    });
  }

  /** A connection that was kept alive can still bring a request; the probes are answered to the end. */
  readonly track = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
    if (!this.drain.draining) {
      next();
      return;
    }
    response.setHeader('Connection', 'close');
    next(isProbe(request) ? undefined : new RefusalProblem(refuse('server.draining')));
  };

  private async until(fact: () => boolean, signal: AbortSignal): Promise<void> {
    while (!fact()) await this.clock.sleep(LOOK_MS, signal);
  }
}

function closeDoor(server: Server): void {
  if (server.listening) server.close();
  server.closeIdleConnections();
}

function isProbe(request: IncomingMessage): boolean {
  return /^\/(livez|readyz|health)\b/.test(request.url ?? '');
}
