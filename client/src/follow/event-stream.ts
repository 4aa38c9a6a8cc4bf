/** One message of a stream of Server-Sent Events. */
export interface Message {
  /** Where to go on after it; nothing before the first message that has one. */
  readonly id: string | undefined;
  readonly name: string;
  readonly data: string;
}

/** What is read of a stream so far, up to a message that is not whole yet. */
export interface Reading {
  readonly rest: string;
  readonly id: string | undefined;
}

export function readingFrom(id?: string): Reading {
  return { rest: '', id };
}

/** Reads on: whatever the pieces are that a connection cuts a stream into, the messages are the same. */
export function readOn(reading: Reading, text: string): Reading & { readonly messages: readonly Message[] } {
  const all = reading.rest + text;
  // The other half of a line's end may come with the next piece.
  const isHalf = all.endsWith('\r');
  const blocks = (isHalf ? all.slice(0, -1) : all).replace(/\r\n?/g, '\n').split('\n\n');
  const rest = (blocks.pop() ?? '') + (isHalf ? '\r' : '');
  let { id } = reading;
  const messages: Message[] = [];
  for (const block of blocks) {
    const fields = fieldsOf(block);
    id = fields.get('id')?.at(-1) ?? id;
    const data = fields.get('data');
    if (data !== undefined)
      messages.push({ id, name: fields.get('event')?.at(-1) ?? 'message', data: data.join('\n') });
  }
  return { rest, id, messages };
}

// A line that begins with a colon is a sign of life and says nothing.
function fieldsOf(block: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name !== '') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}
