import type { LoggerService } from '@nestjs/common';
import type { Log, LogFields } from './log.port.js';

// What speaks so throws the same error on, to whoever makes the application: the start logs it, once.
const THROWN_ON = 'ExceptionHandler';

/** What Nest itself has to say, as lines of ours. Its account of the start is for debugging. */
export class NestLogger implements LoggerService {
  constructor(private readonly to: Log) {}

  log(message: unknown, ...more: unknown[]): void {
    this.to.debug('nest', fields(message, more));
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.to.debug('nest', fields(message, more));
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.to.debug('nest', fields(message, more));
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.to.warn('nest warns', fields(message, more));
  }

  error(message: unknown, ...more: unknown[]): void {
    if (more.at(-1) === THROWN_ON) return;
    this.to.error('nest reports an error', fields(message, more));
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.to.error('nest reports an error', fields(message, more));
  }
}

// Nest puts the name of the speaking class last.
function fields(message: unknown, more: readonly unknown[]): LogFields {
  return { message, by: more.at(-1) };
}
