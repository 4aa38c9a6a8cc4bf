import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/ids.js';
import { Log } from './log.port.js';
import { PrometheusMetrics } from './prometheus.metrics.js';
import { inRequest } from './request-scope.js';

type Routed = IncomingMessage & { readonly route?: { readonly path?: unknown } };

/** What proxies send: hexadecimal or a UUID. Anything else is not taken into our logs. */
const GIVEN_ID = /^[0-9a-f-]{16,64}$/i;
/** Asked every second by whoever keeps the server running. */
const PROBES = new Set(['/livez', '/readyz', '/health']);

/** Gives every request its id, and one line in the log and one observation in the metrics when it has ended. */
@Injectable()
export class RequestLog {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly log: Log,
    private readonly metrics: PrometheusMetrics,
  ) {}

  readonly begin = (request: Routed, response: ServerResponse, next: () => void): void => {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && GIVEN_ID.test(given) ? given : this.ids.next();
    const startedAt = this.clock.now();
    // Kept, because a request whose body was not read to its end lets go of its socket.
    const { socket } = request;
    const sentBefore = socket.bytesWritten;
    response.setHeader('X-Request-Id', id);
    response.once('close', () => {
      const ms = this.clock.now() - startedAt;
      const bytes = socket.bytesWritten - sentBefore;
      inRequest(id, () => this.end(request, response, { ms, bytes }));
    });
    next();
  };

  private end(request: Routed, response: ServerResponse, { ms, bytes }: { ms: number; bytes: number }): void {
    const method = request.method ?? '';
    // The pattern, never the address: that may carry names and tokens, and is without number.
    const route = typeof request.route?.path === 'string' ? request.route.path : '(none)';
    const status = response.statusCode;
    const fields = { method, route, status, ms: Math.round(ms), bytes, cut: !response.writableFinished };
    if (PROBES.has(route)) this.log.debug('request', fields);
    else this.log.info('request', fields);
    this.metrics.answered({ method, route, status, seconds: ms / 1_000 });
  }
}

/** The rest of the request knows its id. After the body was read, because that breaks the chain of calls. */
export function remember(_request: IncomingMessage, response: ServerResponse, next: () => void): void {
  inRequest(response.getHeader('x-request-id')?.toString(), next);
}
