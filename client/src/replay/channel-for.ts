interface Speaking {
  readonly channel: string;
  readonly language: string;
}

/** The channel that speaks what somebody understands best, by their own order; where none does, the first. */
export function channelFor(channels: readonly Speaking[], languages: readonly string[]): string | undefined {
  for (const language of languages) {
    const found = channels.find((one) => primary(one.language) === primary(language));
    if (found !== undefined) return found.channel;
  }
  return channels[0]?.channel;
}

function primary(language: string): string {
  return (language.split('-')[0] ?? '').toLowerCase();
}
