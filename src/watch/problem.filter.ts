import type { IncomingMessage, ServerResponse } from 'node:http';
import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Log } from './log.port.js';
import { problemOf } from './problem-of.js';
import { RefusalProblem, retryAfterOf } from './problem.port.js';
import { inRequest } from './request-scope.js';
import { allowedMethods } from './allowed-methods.js';
import { refuse } from '../kernel/outcome.js';

/** After so many seconds another try makes sense, where the error itself does not know better. */
const RETRY_AFTER_S: Readonly<Record<number, number>> = { 429: 10, 503: 2, 504: 2 };

/** Every error over HTTP, wherever it was thrown, becomes a problem (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly log: Log,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<IncomingMessage>();
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const requestId = response.getHeader('x-request-id')?.toString();
    inRequest(requestId, () => this.answer(thrown, request, response, requestId));
  }

  private answer(
    thrown: unknown,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string | undefined,
  ): void {
    const allowed = thrown instanceof NotFoundException ? allowedMethods(this.host, request) : [];
    const error = allowed.length === 0 ? thrown : new RefusalProblem(refuse('request.method-not-allowed'));
    const problem = problemOf(error, requestId);
    const ours = problem.status >= 500 && !(error instanceof RefusalProblem);
    if (ours) this.log.error('a request failed', { code: problem.code, error });
    // Half an answer cannot be taken back: the connection is cut, so that nobody takes it for a whole one.
    if (response.headersSent) {
      if (!response.writableEnded) response.destroy();
      return;
    }
    forgetContent(response);
    const retryAfterS = retryAfterOf(error) ?? RETRY_AFTER_S[problem.status];
    if (retryAfterS !== undefined) response.setHeader('Retry-After', retryAfterS);
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (allowed.length > 0) response.setHeader('Allow', allowed.join(', '));
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    response.statusCode = problem.status;
    response.end(JSON.stringify(problem));
  }
}

// What a handler said of the content it did not send after all. Of a range out of reach, Content-Range tells the size.
function forgetContent(response: ServerResponse): void {
  const names = ['Accept-Ranges', 'ETag', 'Expires', 'Last-Modified', 'Transfer-Encoding'];
  const content = response.getHeaderNames().filter((name) => /^content-(?!security-policy|range)/.test(name));
  for (const name of [...names, ...content]) response.removeHeader(name);
}
