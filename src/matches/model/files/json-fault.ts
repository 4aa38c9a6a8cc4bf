/** Where a text stops being JSON. Engines say it each in their own words, and some do not say it at all. */
export function faultIn(text: string): { readonly line: number; readonly column: number; readonly isCut: boolean } {
  const offset = offsetOfFault(text) ?? text.length;
  const before = text.slice(0, offset);
  return {
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
    isCut: offset >= text.length,
  };
}

/** Nothing where the whole text is JSON. Without recursion: how deep it goes is up to who wrote it. */
export function offsetOfFault(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let wants: Wants = 'value';
  let at = afterSpace(text, 0);
  for (; at < text.length; at = afterSpace(text, at)) {
    const char = text.charAt(at);
    const step = stepOf(wants, char, open.at(-1));
    if (step === undefined) return at;
    if (step.opens !== undefined) open.push(step.opens);
    if (step.closes === true) open.pop();
    const scalar = step.scalar === undefined ? { end: at + 1 } : scalarIn(text, at, step.scalar);
    if ('fault' in scalar) return scalar.fault;
    at = scalar.end;
    wants = open.length === 0 ? 'nothing' : step.wants;
  }
  return wants === 'nothing' ? undefined : at;
}

type Wants = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'more' | 'nothing';

interface Step {
  readonly wants: Wants;
  readonly opens?: '{' | '[';
  readonly closes?: true;
  readonly scalar?: 'string' | 'bare';
}

const CLOSED: Step = { wants: 'more', closes: true };

function stepOf(wants: Wants, char: string, inside: '{' | '[' | undefined): Step | undefined {
  switch (wants) {
    case 'value or end':
      return char === ']' ? CLOSED : stepToValue(char);
    case 'value':
      return stepToValue(char);
    case 'name or end':
      return char === '}' ? CLOSED : stepToName(char);
    case 'name':
      return stepToName(char);
    case 'colon':
      return char === ':' ? { wants: 'value' } : undefined;
    case 'more':
      if (char === ',') return { wants: inside === '{' ? 'name' : 'value' };
      return char === (inside === '{' ? '}' : ']') ? CLOSED : undefined;
    case 'nothing':
    default:
      return undefined;
  }
}

function stepToValue(char: string): Step {
  if (char === '{') return { wants: 'name or end', opens: '{' };
  if (char === '[') return { wants: 'value or end', opens: '[' };
  return { wants: 'more', scalar: char === '"' ? 'string' : 'bare' };
}

function stepToName(char: string): Step | undefined {
  return char === '"' ? { wants: 'colon', scalar: 'string' } : undefined;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at += 1;
  return at;
}

type Scalar = { readonly end: number } | { readonly fault: number };

const BARE = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function scalarIn(text: string, from: number, scalar: 'string' | 'bare'): Scalar {
  if (scalar === 'string') return stringIn(text, from);
  BARE.lastIndex = from;
  return BARE.test(text) ? { end: BARE.lastIndex } : { fault: from };
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

function stringIn(text: string, from: number): Scalar {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '"') return { end: at + 1 };
    if (text.charCodeAt(at) < 0x20) return { fault: at };
    if (text.charAt(at) !== '\\') continue;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return { fault: at };
    at = ESCAPE.lastIndex - 1;
  }
  return { fault: text.length };
}
