import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import { CHANNEL_NAME } from '../wire/limits.js';

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

const DOCS = /^\/docs(\/|$)/;
/** Where listeners hear a channel, and what that page loads: a worker is let in only where it says so itself. */
const LISTENING = new RegExp(`^/(c/${CHANNEL_NAME}$|assets/)`);
const EMBEDDED = new RegExp(`^/embed/${CHANNEL_NAME}$`);
/** Browsers trust their own machine as they trust HTTPS. */
const OWN_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Pages load only what is ours and stand in nobody's frame, but for the player that is made to stand in others'. The API's own
 * page may also style itself. The page of a channel is kept apart from all other sites, so that its clock may be exact.
 */
export function securityHeaders({ https }: { readonly https: boolean }): Middleware {
  const headers = (directives: Record<string, string[]>, { isEmbedded = false, isApart = false } = {}): Middleware =>
    helmet({
      // Without `upgrade-insecure-requests`: in a living room the server is reached by plain HTTP.
      contentSecurityPolicy: { useDefaults: false, directives },
      frameguard: isEmbedded ? false : { action: 'deny' },
      strictTransportSecurity: https,
      // Over plain HTTP browsers ignore these, and complain.
      crossOriginOpenerPolicy: (https || isApart) && !isEmbedded,
      crossOriginEmbedderPolicy: isApart,
      originAgentCluster: https || isApart,
    });
  const pages = headers(OURS_ONLY);
  const apart = headers(OURS_ONLY, { isApart: true });
  const docs = headers({ ...OURS_ONLY, styleSrc: ["'self'", "'unsafe-inline'"] });
  const embedded = headers({ ...OURS_ONLY, frameAncestors: ['*'] }, { isEmbedded: true });
  return (request, response, next) => {
    const [path = ''] = (request.url ?? '').split('?');
    const isTrusted = https || OWN_MACHINE.test(request.headers.host ?? '');
    const of = DOCS.test(path)
      ? docs
      : EMBEDDED.test(path)
        ? embedded
        : LISTENING.test(path) && isTrusted
          ? apart
          : pages;
    of(request, response, next);
  };
}
