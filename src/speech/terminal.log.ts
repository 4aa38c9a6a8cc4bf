import { Log, type LogFields } from '../watch/log.port.js';

/** For a person at a terminal: what went another way than expected, one line each, on standard error. */
export class TerminalLog extends Log {
  debug(): void {
    // A person who waits for a file did not ask for details.
  }

  info(): void {
    // Nor for what went well.
  }

  warn(sentence: string, fields?: LogFields): void {
    this.write(sentence, fields);
  }

  error(sentence: string, fields?: LogFields): void {
    this.write(sentence, fields);
  }

  private write(sentence: string, fields: LogFields = {}): void {
    const told = Object.entries(fields).filter(([, value]) => typeof value === 'string');
    process.stderr.write(`${[sentence, ...told.map(([name, value]) => `${name}: ${String(value)}`)].join(' · ')}\n`);
  }
}
