import type { SpeechView } from '../../../src/wire/speech.js';
import { sentenceOf } from '../words/host.js';
import { TOOLS } from '../words/host-tools.js';

const words = TOOLS.speech;

/** Who speaks now, who is not asked and why, and how much paid speech is left today. */
export function SpeechBlock({ speech }: { readonly speech: SpeechView | undefined }) {
  if (speech === undefined) return null;
  const { speaksNow, providers, budget } = speech;
  return (
    <section aria-labelledby="speech">
      <h2 id="speech">{words.heading}</h2>
      <p class={speaksNow === null ? 'warning' : ''}>{speaksNow === null ? words.nobody : words.now(speaksNow)}</p>
      {providers.map(
        ({ name, failure }) =>
          failure !== null && (
            <p key={name} class="small">
              {words.failing(name, sentenceOf(failure.code))}
            </p>
          ),
      )}
      {budget.limitCharacters !== null && (
        <p class="small quiet">{words.budget(budget.usedCharacters, budget.limitCharacters)}</p>
      )}
    </section>
  );
}
