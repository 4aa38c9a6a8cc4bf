export const FRONT = {
  onAir: 'On air now',
  others: 'Channels',
  asking: 'Looking for channels…',
  none: 'No channel yet.',
  noneMend: 'Whoever runs this server makes one with the host link that was printed when it started.',
  away: 'The server does not answer. Trying again…',
  listen: 'Listen',
  api: 'The API, documented',
} as const;
