import { Log, type LogFields } from '../../src/watch/log.port.js';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly sentence: string;
  readonly fields: LogFields;
}

/** Keeps what was logged, for tests that prove what is said and what is not. */
export class MemoryLog extends Log {
  readonly lines: LogLine[] = [];

  debug(sentence: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'debug', sentence, fields });
  }

  info(sentence: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', sentence, fields });
  }

  warn(sentence: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', sentence, fields });
  }

  error(sentence: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', sentence, fields });
  }
}
