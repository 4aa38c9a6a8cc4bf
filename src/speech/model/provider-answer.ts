import type { Code } from '../../wire/codes.js';

export interface Verdict {
  readonly code: Code;
  /** Whether the same provider may do it at another try. */
  readonly retryable: boolean;
}

// Both providers name a spent budget in words; the status (401, 403 or 429) does not tell it from the other causes.
const SPENT =
  /quota_exceeded|insufficient_quota|billing_hard_limit|billing_not_active|spend_limit|spending_limit|credits_exhausted/;
const NO_SUCH_VOICE = /voice_not_found|voice_does_not_exist|invalid_uid|\bvoice\b/;

/** What an error answer of a provider means. `words` are the codes and types it carries, not its prose. */
export function verdictOn(status: number | undefined, words: string): Verdict {
  const said = words.toLowerCase();
  if (status === 402 || SPENT.test(said)) return { code: 'speech.spend-cap', retryable: false };
  if (status === 401 || status === 403) return { code: 'speech.refused-key', retryable: false };
  if (status === 429) return { code: 'speech.rate-limited', retryable: true };
  if (status === 400 || status === 404 || status === 422) {
    return { code: NO_SUCH_VOICE.test(said) ? 'speech.unknown-voice' : 'speech.unavailable', retryable: false };
  }
  return { code: 'speech.unavailable', retryable: true };
}

/** What a successful answer holds, whatever was asked for: some compatible servers send what they like. */
export function contentOf(contentType: string, first: Uint8Array): 'samples' | 'encoded' | 'document' {
  const text = String.fromCharCode(...first.subarray(0, 4));
  if (/^text\/|json|html|xml/.test(contentType) || /^(<!|<h|<\?|\{")/i.test(text)) return 'document';
  if (/mpeg|mp3|wav|ogg|opus|flac|aac|mp4|webm/.test(contentType)) return 'encoded';
  return /^(RIFF|ID3|OggS|fLaC)/.test(text) || startsMpegFrame(first) ? 'encoded' : 'samples';
}

// Quiet samples often begin FF FF too, so the whole header of a layer III frame has to make sense.
function startsMpegFrame([sync = 0, layer = 0, rates = 0]: Uint8Array): boolean {
  const bitrate = rates >> 4;
  return sync === 0xff && (layer & 0xe6) === 0xe2 && bitrate > 0 && bitrate < 15 && ((rates >> 2) & 3) !== 3;
}
