import { Injectable } from '@nestjs/common';
import { Settings } from '../settings/settings.js';
import { SpeechStatus } from '../speech/speech-status.port.js';

/** Whether sound is made that nobody is there to hear. What costs nothing always is. */
@Injectable()
export class EmptyRoom {
  constructor(
    private readonly settings: Settings,
    private readonly speech: SpeechStatus,
  ) {}

  /** Asked before a request is begun, never in its middle. */
  mayBegin(isEmpty: boolean): boolean {
    if (!isEmpty || this.settings.values.SPEAK_TO_EMPTY_ROOMS) return true;
    const [first] = this.speech.voices().filter(({ state }) => state === 'working');
    return first?.paid !== true;
  }
}
