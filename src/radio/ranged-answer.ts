import type { ServerResponse } from 'node:http';
import { spanAsked, type Span } from '../blobs/model/range.js';
import { refuse } from '../kernel/outcome.js';
import { RefusalProblem } from '../watch/problem.port.js';

export interface Ranged {
  readonly bytes: number;
  readonly etag: string;
  readonly head: Readonly<Record<string, string>>;
}

/**
 * Begins the answer for bytes of which a part may be asked for (RFC 9110, 13 and 14). What is to be sent is for who calls;
 * nothing: the answer is complete.
 */
export function beginRanged({ bytes, etag, head }: Ranged, response: ServerResponse): Span | undefined {
  const { req: request } = response;
  const headers = { ...head, ETag: etag, 'Accept-Ranges': 'bytes' };
  if (isKnown(etag, request.headers['if-none-match'])) {
    response.writeHead(304, headers).end();
    return undefined;
  }
  const ifRange = request.headers['if-range'];
  const span = ifRange === undefined || ifRange === etag ? spanAsked(bytes, request.headers.range) : 'whole';
  if (span === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${bytes}`);
    throw new RefusalProblem(refuse('blobs.bad-range'));
  }
  const { start, end } = span === 'whole' ? { start: 0, end: bytes } : span;
  const range = span === 'whole' ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${bytes}` };
  response.writeHead(span === 'whole' ? 200 : 206, { ...headers, ...range, 'Content-Length': end - start });
  if (request.method !== 'HEAD') return { start, end };
  response.end();
  return undefined;
}

function isKnown(etag: string, asked = ''): boolean {
  const known = asked.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
