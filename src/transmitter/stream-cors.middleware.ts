import type { IncomingMessage, ServerResponse } from 'node:http';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'Authorization, Icy-MetaData, Range',
  'Access-Control-Max-Age': '600',
};
const EXPOSED =
  'icy-name, icy-description, icy-genre, icy-br, icy-sr, icy-metaint, X-AI-Generated, X-Starts-At, Retry-After';

/** Any web site’s player may play a stream: what lets somebody in stands in the address, or in a header that no page sends by itself. */
export function streamCors(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', EXPOSED);
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (request.method !== 'OPTIONS') return next();
  for (const [name, value] of Object.entries(PREFLIGHT)) response.setHeader(name, value);
  response.statusCode = 204;
  response.end();
}
