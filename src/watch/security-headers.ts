import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

const OURS_ONLY = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
};

/** Pages load only what is ours and stand in nobody's frame. The API's own page may also style itself. */
export function securityHeaders({ https }: { readonly https: boolean }): Middleware {
  const headers = (directives: Record<string, string[]>): Middleware =>
    helmet({
      // Without `upgrade-insecure-requests`: in a living room the server is reached by plain HTTP.
      contentSecurityPolicy: { useDefaults: false, directives },
      frameguard: { action: 'deny' },
      strictTransportSecurity: https,
      // Over plain HTTP browsers ignore these, and complain.
      crossOriginOpenerPolicy: https,
      originAgentCluster: https,
    });
  const pages = headers(OURS_ONLY);
  const docs = headers({ ...OURS_ONLY, styleSrc: ["'self'", "'unsafe-inline'"] });
  return (request, response, next) => {
    const isDocs = /^\/docs(\/|\?|$)/.test(request.url ?? '');
    (isDocs ? docs : pages)(request, response, next);
  };
}
