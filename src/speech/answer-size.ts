import { guardedFetch } from '../kernel/guarded-fetch.js';
import { SpeechFault } from './speech-fault.js';

// Two minutes of 48 kHz samples in base64; a piece of speech is a twentieth of it.
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/** What the SDKs of voices fetch with. */
export const speechFetch = guardedFetch(ANSWER_BYTES_MAX, () => new SpeechFault('speech.bad-answer'));
