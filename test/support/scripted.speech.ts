import { Speech, type SpeechPart, type SpeechSupport, type Utterance } from '../../src/speech/speech.port.js';

type Script = (utterance: Utterance, signal: AbortSignal) => AsyncIterable<SpeechPart>;

/** A voice that does what the test says, and tells how often it was asked. */
export class ScriptedSpeech extends Speech {
  readonly name = 'scripted';
  readonly supports: SpeechSupport = { wordTimings: true, languages: ['en'], paid: true };
  asked = 0;

  constructor(private readonly script: Script) {
    super();
  }

  say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    this.asked += 1;
    return this.script(utterance, signal);
  }
}
