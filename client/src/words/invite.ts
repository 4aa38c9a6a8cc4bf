export const INVITE = {
  signedIn: 'You are signed in.',
  staysSignedIn: 'This device stays signed in while you use it at least once a month.',
  mayDo: {
    anonymous: 'You may listen.',
    admin: 'You may do everything on this server.',
    host: (channels: readonly string[]) => `You may host ${channels.join(', ')}.`,
    listener: (channels: readonly string[]) =>
      `You may listen to ${channels.length === 0 ? 'every channel' : channels.join(', ')}.`,
  },
  keepsNothing: 'This browser keeps nothing.',
  keepsNothingMend:
    'Allow this site to store data, or open the link in another browser. The invitation is not used up.',
  signingIn: 'Signing in…',
  invited: 'You are invited.',
  away: 'The server does not answer. The invitation may still be good: try again in a moment.',
  mayBeGood: (reason: string) => `${reason} The invitation may still be good.`,
  doesNotWork: 'This invitation does not work.',
  askAgain:
    'It was used, withdrawn or has expired. Ask whoever invited you for a new one. On the server’s machine, npm run invite makes one.',
  toAdmin: 'Channels and people',
  toHost: 'To the microphone',
  toListen: 'Listen',
  toFront: 'See what is on air',
  none: 'There is no invitation in this link.',
  cut: 'It may have been cut when it was copied. Copy the whole link.',
} as const;
