import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { refuse } from '../kernel/outcome.js';
import { Settings } from '../settings/settings.js';
import { RefusalProblem } from '../watch/problem.port.js';
import { originAllowed } from './model/origin.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Range',
  'Access-Control-Max-Age': '600',
};
const EXPOSED_HEADERS = 'ETag, Content-Range, Location, Retry-After, X-Request-Id';

/**
 * Refuses what would change something and comes from another web site; to the sites that are allowed it says what a
 * browser wants to hear. Tokens travel in the request itself, never in a cookie, so a request without an origin (from a
 * program, not a page) carries nobody's name but its own.
 */
@Injectable()
export class OriginMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  constructor(private readonly settings: Settings) {}

  use(request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void {
    const { origin, host } = request.headers;
    const method = request.method ?? '';
    const allowed = this.settings.values.ALLOWED_ORIGINS;
    if (!READING.has(method) && !originAllowed({ origin, host, bearer: true }, allowed)) {
      throw new RefusalProblem(refuse('people.origin-not-allowed'));
    }
    if (allowed.length > 0) response.appendHeader('Vary', 'Origin');
    if (origin === undefined || !allowed.includes(origin)) {
      next();
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    // Otherwise the browser would not let an allowed site read what it was allowed to ask for.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined)
      answerPreflight(response);
    else next();
  }
}

function answerPreflight(response: ServerResponse): void {
  for (const [name, value] of Object.entries(PREFLIGHT_HEADERS)) response.setHeader(name, value);
  response.statusCode = 204;
  response.end();
}
