import { types } from 'node:util';
import { Fault } from '../kernel/fault.js';
import type { LogFields } from './log.port.js';

export const HIDDEN = '[hidden]';

const DEPTH_MAX = 6;
const ITEMS_MAX = 50;
const STRING_MAX = 1_000;
/** Shorter texts, most of what is logged, cannot hold a secret worth the name. */
const SECRET_MIN = 8;
const SCANNED_MAX = 8_192;
/** All strings of one line together. */
const LINE_MAX = 16_384;
const FRAMES_MAX = 12;
const CAUSES_MAX = 4;

/**
 * A plain, bounded copy of what is to be logged, without secrets: whatever has a secret's name is hidden, and whatever
 * looks like one, wherever it stands. Of errors only what helps is kept; requests, answers and statements that
 * libraries hang on them are not.
 */
export function redacted(fields: LogFields): Record<string, unknown> {
  return new Redaction().object(fields, 0);
}

/** The same for one string. */
export function redactedText(text: string, max = STRING_MAX): string {
  if (text.length < SECRET_MIN && text.length <= max) return text;
  const clean = SECRETS.reduce((left, [what, instead]) => left.replace(what, instead), scannable(text));
  return clean.length > max ? `${clean.slice(0, max)}…` : clean;
}

// Cut at a space, so that no secret loses the end by which it would be known.
function scannable(text: string): string {
  if (text.length <= SCANNED_MAX) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf(' ', SCANNED_MAX)));
}

// Every repetition is bounded or starts at a fixed text: a hostile string costs linear time.
const SECRETS: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*/g, HIDDEN],
  [/\beyJ[\w-]{6,}(?:\.[\w-]*)*/g, HIDDEN],
  [/\b(?:sk|pk|rk|xi)[-_](?=[\w-]{0,64}[A-Z0-9])[\w-]{4,}/g, HIDDEN],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, HIDDEN],
  [/\b(Bearer|Basic)\s{1,4}[\w.~+/=-]{4,}/gi, `$1 ${HIDDEN}`],
  [/\b(X-Amz-[A-Za-z-]{1,40})(=|%3D)[^&\s"'<>]+/gi, `$1$2${HIDDEN}`],
  [/:\/\/[^\s/"'<>@]{0,512}@/g, `://${HIDDEN}@`],
  [
    /(password|passwd|secret|token|credential|api[-_]?key|authorization|cookie|signature)(\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[^\s"'\\&,;<>}]{3,}/gi,
    `$1$2${HIDDEN}`,
  ],
  // 32 random bytes in base64url: our invitations and refresh tokens.
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, HIDDEN],
];

const SECRET_NAME =
  /pass(word|wd|phrase)|secret|token|api[-_]?key|credential|signature|private[-_]?key|authorization|cookie|^(headers|dsn)$/i;

class Redaction {
  private left = LINE_MAX;

  object(source: object, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const names = Object.keys(source);
    for (const name of names.slice(0, ITEMS_MAX)) {
      const value = read(source, name);
      const hidden = SECRET_NAME.test(name) && typeof value !== 'number' && typeof value !== 'boolean';
      copy[this.text(name, 100)] = hidden ? HIDDEN : this.value(value, depth + 1);
    }
    if (names.length > ITEMS_MAX) copy['…'] = `${names.length - ITEMS_MAX} more`;
    return copy;
  }

  private value(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'bigint') return this.text(value.toString());
    if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
    return typeof value === 'object' && value !== null ? this.thing(value, depth) : value;
  }

  private thing(thing: object, depth: number): unknown {
    if (isError(thing)) return this.error(thing, 0);
    if (depth > DEPTH_MAX || this.left <= 0) return '[more]';
    if (ArrayBuffer.isView(thing)) return `[${thing.byteLength} bytes]`;
    if (Array.isArray(thing)) return this.array(thing, depth);
    if (thing instanceof URL) return this.text(thing.href);
    const plain = asJson(thing);
    if (plain !== thing) return this.value(plain, depth + 1);
    return isPlain(thing) ? this.object(thing, depth) : `[${nameOf(thing)}]`;
  }

  private array(items: readonly unknown[], depth: number): unknown[] {
    const copy = items.slice(0, ITEMS_MAX).map((item) => this.value(item, depth + 1));
    return items.length > ITEMS_MAX ? [...copy, `${items.length - ITEMS_MAX} more`] : copy;
  }

  // The message is repeated on top of the stack, where libraries put whole answers: only the frames are kept.
  private error(error: Error, causes: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {
      name: this.text(String(read(error, 'name')), 100),
      message: this.text(String(read(error, 'message')), 500),
    };
    for (const name of ['code', 'errno', 'syscall', 'status', 'statusCode', 'severity']) {
      const value = read(error, name);
      if (typeof value === 'string' || typeof value === 'number') copy[name] = this.value(value, 0);
    }
    if (error instanceof Fault) copy['retryable'] = error.retryable;
    copy['stack'] = this.frames(String(read(error, 'stack')));
    const cause = read(error, 'cause');
    if (cause !== undefined && causes < CAUSES_MAX) copy['cause'] = this.cause(cause, causes + 1);
    const errors = read(error, 'errors');
    if (Array.isArray(errors) && causes < CAUSES_MAX) {
      copy['errors'] = errors.slice(0, CAUSES_MAX).map((one) => this.cause(one, CAUSES_MAX));
    }
    return copy;
  }

  private cause(cause: unknown, causes: number): unknown {
    return typeof cause === 'object' && cause !== null && isError(cause)
      ? this.error(cause, causes)
      : this.value(cause, DEPTH_MAX);
  }

  private frames(stack: string): string {
    const frames = stack.split('\n', 100).filter((line) => /^\s{1,8}at /.test(line));
    return this.text(frames.slice(0, FRAMES_MAX).join('\n'), 2_000);
  }

  private text(text: string, max = STRING_MAX): string {
    const clean = redactedText(text, Math.min(max, Math.max(0, this.left)));
    this.left -= clean.length;
    return clean;
  }
}

// An error of another realm (Jest, vm) is no `instanceof Error` of ours.
function isError(thing: object): thing is Error {
  return types.isNativeError(thing) || thing instanceof Error;
}

// What is logged is often broken, that is why it is logged: a getter that throws must not lose the line.
function read(source: object, name: string): unknown {
  try {
    return (source as Record<string, unknown>)[name];
  } catch (error) {
    return `[unreadable: ${error instanceof Error ? error.name : typeof error}]`;
  }
}

function asJson(thing: object): unknown {
  const toJSON = read(thing, 'toJSON');
  if (typeof toJSON !== 'function') return thing;
  try {
    return toJSON.call(thing) as unknown;
  } catch (error) {
    return `[unreadable: ${error instanceof Error ? error.name : typeof error}]`;
  }
}

function isPlain(thing: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(thing);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(thing: object): string {
  const maker = read(thing, 'constructor');
  return typeof maker === 'function' ? maker.name : 'object';
}
