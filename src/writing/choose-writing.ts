import type { Clock } from '../kernel/clock.js';
import type { Settings } from '../settings/settings.js';
import type { Log } from '../watch/log.port.js';
import type { Metrics } from '../watch/metrics.port.js';
import { BudgetedWriting } from './budgeted.writing.js';
import { FallbackWriting } from './fallback.writing.js';
import { MeteredWriting, WritingMeters } from './metered.writing.js';
import { OpenAiWriting } from './openai.writing.js';
import { SteadyWriting } from './steady.writing.js';
import { TemplatesWriting } from './templates.writing.js';
import { TimedWriting, WRITING_LIMITS } from './timed.writing.js';
import type { WritingBudget } from './writing-budget.js';
import type { Writing } from './writing.port.js';

// A server of one's own needs none; the SDK wants something to send.
const NO_KEY = 'none';

export interface WritingNeeds {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly budget: WritingBudget;
}

export interface ChosenWriting {
  readonly writing: Writing;
  /** Best first. */
  readonly names: readonly string[];
  /** Loads what is slow to load. */
  warm(): Promise<void>;
  close(): void;
}

/** The writers of the settings, best first: OpenAI where it is known how to reach it, and always the templates after it. */
export function chooseWriting(needs: WritingNeeds): ChosenWriting {
  const { clock, log, metrics, budget } = needs;
  const meters = new WritingMeters(metrics);
  const openai = openAiOf(needs.settings);
  const paid = openai && new BudgetedWriting(openai, { budget, meters, log });
  const writers = [...(paid ? [paid] : []), new TemplatesWriting()].map((writer) => {
    const timed = new TimedWriting(writer, clock, WRITING_LIMITS);
    return new SteadyWriting(new MeteredWriting(timed, meters, clock), clock, log);
  });
  const writing = new FallbackWriting(writers, log);
  return {
    writing,
    names: writers.map(({ name }) => name),
    warm: async () => openai?.warm(),
    close: () => writing.close(),
  };
}

/** Whether anybody writes but the templates. */
export function isModelOn({ values }: Settings): boolean {
  const { WRITING: writing, OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = values;
  return writing !== 'templates' && (apiKey !== undefined || baseUrl !== undefined);
}

function openAiOf(settings: Settings): OpenAiWriting | undefined {
  if (!isModelOn(settings)) return undefined;
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_WRITING_MODEL: model } = settings.values;
  return new OpenAiWriting({ apiKey: apiKey ?? NO_KEY, baseUrl, model });
}
