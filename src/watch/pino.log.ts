import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { Log, type LogFields } from './log.port.js';
import { redacted, redactedText } from './redaction.js';
import { currentRequestId } from './request-scope.js';

type SonicBoom = ReturnType<typeof pino.destination>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

// Pino's own names on a line; a field of that name gets another.
const RESERVED = new Set(['level', 'time', 'msg', 'requestId']);

/** JSON lines through pino. All that is written passes the redaction first. */
export class PinoLog extends Log {
  private readonly logger: Logger;

  constructor(level: LogLevel, destination: DestinationStream | SonicBoom = standardError()) {
    super();
    if ('reopen' in destination) this.tellDropped(destination);
    this.logger = pino(
      {
        level,
        // Process id and host name say nothing that the log's collector does not know.
        base: null,
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    );
  }

  debug(sentence: string, fields?: LogFields): void {
    this.write('debug', sentence, fields);
  }

  info(sentence: string, fields?: LogFields): void {
    this.write('info', sentence, fields);
  }

  warn(sentence: string, fields?: LogFields): void {
    this.write('warn', sentence, fields);
  }

  error(sentence: string, fields?: LogFields): void {
    this.write('error', sentence, fields);
  }

  /** Resolves when every line until now is written. */
  flushed(): Promise<void> {
    return new Promise((resolve) => this.logger.flush(() => resolve()));
  }

  // Dropping is never silent: once the reader goes on, it is told how much it missed.
  private tellDropped(destination: SonicBoom): void {
    let lines = 0;
    destination.on('drop', () => {
      lines += 1;
    });
    destination.on('drain', () => {
      if (lines === 0) return;
      const missed = lines;
      lines = 0;
      this.warn('lines of the log were dropped: nobody read them', { lines: missed });
    });
  }

  private write(level: Exclude<LogLevel, 'silent'>, sentence: string, fields: LogFields = {}): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const requestId = currentRequestId();
    const line = requestId === undefined ? {} : { requestId };
    this.logger[level](Object.assign(line, renamed(redacted(fields))), redactedText(sentence));
  }
}

function renamed(fields: Record<string, unknown>): Record<string, unknown> {
  for (const name of RESERVED) {
    if (name in fields) {
      fields[`${name}_`] = fields[name];
      delete fields[name];
    }
  }
  return fields;
}

// A reader of the log that stalls must not stall the radio: lines wait in memory, and past the maximum they are dropped.
// A least length of 0 would mean the same, but then a flush does not wait.
function standardError(): SonicBoom {
  return pino.destination({ fd: 2, sync: false, minLength: 1, maxLength: 1_048_576 });
}
