import { Writing, type WritingTask } from './writing.port.js';

export type WrittenPart =
  { readonly kind: 'sentence'; readonly text: string } | { readonly kind: 'usage'; readonly tokens: number };

/** A writer that is paid by the token. */
export abstract class CountedWriting extends Writing {
  /** No call for this task is billed more. */
  abstract tokensMax(task: WritingTask): number;

  /** Sentences, and at the end what was billed, if the provider says. */
  abstract parts(task: WritingTask, signal: AbortSignal): AsyncIterable<WrittenPart>;

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    for await (const part of this.parts(task, signal)) if (part.kind === 'sentence') yield part.text;
  }
}
