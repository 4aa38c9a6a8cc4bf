import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { refuse } from '../kernel/outcome.js';
import { Settings } from '../settings/settings.js';
import type { Code } from '../wire/codes.js';
import { serveDocumentation } from './documentation.js';
import { HttpDrain } from './http.drain.js';
import { isWithinLimits } from './json.limits.js';
import { RefusalProblem } from './problem.port.js';
import { remember, RequestLog } from './request.log.js';
import { securityHeaders } from './security-headers.js';

const BODY_BYTES_MAX = 64 * 1024;

type Next = (error?: unknown) => void;

/** Puts everything a request passes before it reaches a room in its order. Before `init` or `listen`. */
export function prepareHttp(app: NestExpressApplication): void {
  const { values } = app.get(Settings);
  app.set('trust proxy', values.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.disable('etag');
  app.use(app.get(RequestLog).begin);
  app.use(securityHeaders({ https: values.PUBLIC_URL?.startsWith('https:') === true }));
  app.use(app.get(HttpDrain).track);
  app.useBodyParser('json', { limit: BODY_BYTES_MAX, inflate: false });
  app.use(explainBodyError);
  app.use(checkBody);
  app.use(remember);
  app.get(HttpDrain).join(app.getHttpServer());
  serveDocumentation(app);
}

const CODE_OF_BODY_ERROR: Readonly<Record<string, Code>> = {
  'entity.too.large': 'request.too-large',
  'encoding.unsupported': 'request.unsupported-type',
  'charset.unsupported': 'request.unsupported-type',
};

// The parser's own message repeats a piece of the body.
function explainBodyError(error: Error, _request: IncomingMessage, _response: ServerResponse, next: Next): void {
  const type = 'type' in error ? String(error.type) : '';
  if (type === 'entity.parse.failed')
    next(new RefusalProblem(refuse('request.invalid', 'The body is not valid JSON.')));
  else if (CODE_OF_BODY_ERROR[type] !== undefined) next(new RefusalProblem(refuse(CODE_OF_BODY_ERROR[type])));
  else next(error);
}

function checkBody(request: IncomingMessage & { body?: unknown }, _response: ServerResponse, next: Next): void {
  const within = isWithinLimits(request.body);
  next(
    within
      ? undefined
      : new RefusalProblem(refuse('request.invalid', 'The body is nested too deeply or has too many keys.')),
  );
}
