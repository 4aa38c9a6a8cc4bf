import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Log } from '../watch/log.port.js';
import { problemOf } from '../watch/problem-of.js';
import { RefusalProblem, retryAfterOf } from '../watch/problem.port.js';

/** Whatever a handler of a socket's event throws is answered as `{ code, message }`. */
@Injectable()
@Catch()
export class SocketProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = problemOf(error, undefined);
    if (problem.status >= 500 && !(error instanceof RefusalProblem)) {
      this.log.error('a socket’s event failed', { code: problem.code, error });
    }
    const answer: unknown = host.getArgs<unknown[]>().find((argument) => typeof argument === 'function');
    if (typeof answer !== 'function') return;
    const retryAfterS = retryAfterOf(error) ?? (problem.status === 503 ? 2 : undefined);
    answer({
      code: problem.code,
      message: problem.detail ?? problem.title,
      ...(retryAfterS === undefined ? {} : { retryAfterS }),
    });
  }
}
