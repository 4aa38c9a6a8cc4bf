import { templateSentences } from './model/templates/template-line.js';
import { Writing, type WritingTask } from './writing.port.js';

/** Lines from phrases that are written down, for whoever has no key and no model. It asks nobody and never fails. */
export class TemplatesWriting extends Writing {
  readonly name = 'templates';

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    signal.throwIfAborted();
    for (const sentence of templateSentences(task) ?? []) {
      yield sentence;
      signal.throwIfAborted();
    }
  }
}
