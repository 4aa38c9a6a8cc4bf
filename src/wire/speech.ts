import { z } from 'zod';

const moment = z.iso.datetime();

export const SpeechVoice = z.object({
  voice: z.string().describe('What a request or a channel asks for, such as `openai:nova`.'),
  name: z.string(),
  language: z.string().nullable().describe('The one language it speaks. Nothing: all of its provider.'),
});

export const SpeechProvider = z.object({
  name: z.string(),
  paid: z.boolean().describe('Its characters count against the budget.'),
  languages: z.array(z.string()).describe('Primary tags, such as `en`.'),
  voices: z
    .array(SpeechVoice)
    .describe('Those that are known; it may take others. The first is its usual one, unless it has one a language.'),
  failure: z
    .object({
      code: z.string(),
      since: moment,
      nextTryAt: moment,
    })
    .nullable()
    .describe('Why it is not asked now, since when, and until when.'),
});
export type SpeechProvider = z.infer<typeof SpeechProvider>;

/** Who can speak, in the order they are asked. */
export const SpeechView = z.object({
  speaksNow: z.string().nullable().describe('The provider that is asked first now. Nothing: nobody can speak.'),
  providers: z.array(SpeechProvider),
  budget: z.object({
    usedCharacters: z.int(),
    limitCharacters: z.int().nullable().describe('Nothing: no voice here is paid.'),
    resetsAt: moment,
  }),
});
export type SpeechView = z.infer<typeof SpeechView>;
