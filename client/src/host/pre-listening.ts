import { accessToken } from '../people/session.js';

const ANSWER_MS = 10_000;

/** A host hears a request alone. One at a time: the next takes the place of the one before. */
export class PreListening {
  private audio: HTMLAudioElement | undefined;
  private turn = 0;

  constructor(private readonly channel: string) {}

  /** Ends when it has sounded, or was stopped; false where there is nothing to hear. */
  async play(request: string): Promise<boolean> {
    this.stop();
    const { turn } = this;
    const sound = await this.fetched(request);
    if (sound === undefined) return false;
    if (turn !== this.turn) return true;
    const address = URL.createObjectURL(sound);
    const audio = new Audio(address);
    this.audio = audio;
    const isHeard = await heard(audio);
    URL.revokeObjectURL(address);
    return isHeard || turn !== this.turn;
  }

  stop(): void {
    this.turn += 1;
    this.audio?.pause();
    this.audio = undefined;
  }

  private async fetched(request: string): Promise<Blob | undefined> {
    const token = await accessToken();
    try {
      const answer = await fetch(`/v1/channels/${this.channel}/requests/${request}/listen`, {
        headers: { authorization: `Bearer ${token ?? ''}` },
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return answer.ok ? await answer.blob() : undefined;
    } catch {
      return undefined;
    }
  }
}

function heard(audio: HTMLAudioElement): Promise<boolean> {
  return new Promise((resolve) => {
    audio.addEventListener('ended', () => resolve(true));
    audio.addEventListener('pause', () => resolve(true));
    audio.addEventListener('error', () => resolve(false));
    audio.play().catch(() => resolve(false));
  });
}
