/** The host page’s tools beside the queue. */
export const TOOLS = {
  talk: {
    heading: 'Microphone',
    on: 'Turn on the microphone',
    off: 'Turn it off',
    hold: 'Hold to talk',
    recording: 'Recording: let go to send',
    latched: 'Recording: press to send',
    about: 'Hold the button or the Space key, or press it shortly to start and again to send. Escape throws it away.',
    left: (left: string) => `${left} left`,
    level: 'Level of the microphone',
    away: 'Throw away',
    thrown: 'Thrown away.',
    sending: 'Sending the recording…',
    queued: 'The recording is in the queue.',
    notSent: (reason: string) => `The recording is kept here: ${reason}`,
    noAnswer: 'the server does not answer.',
    again: 'Send again',
    tooShort: 'That was too short.',
    troubles: {
      insecure: 'The microphone works only on a page with https, or on this machine itself.',
      denied:
        'The browser does not let this page use the microphone. Allow it in the browser’s settings for this site.',
      missing: 'No microphone was found.',
      failed: 'The microphone could not be opened. Another program may be using it.',
    },
    lost: 'The microphone was taken away. Turn it on again.',
  },
  notice: {
    heading: 'Notice to listeners',
    text: 'Notice',
    placeholder: 'Everybody reads it, e.g. “Sound problems: we are on it”',
    now: 'Listeners read:',
    show: 'Show it',
    takeBack: 'Take it back',
    shown: 'Listeners read it now.',
    gone: 'It is taken back.',
  },
  speech: {
    heading: 'Voices',
    now: (provider: string) => `${provider} speaks.`,
    nobody: 'No voice can speak now. Recordings can still be played.',
    failing: (provider: string, why: string) => `${provider} is not asked: ${why}`,
    budget: (used: number, limit: number) =>
      `${used.toLocaleString('en')} of ${limit.toLocaleString('en')} characters of paid speech used today.`,
  },
  audience: {
    heading: 'Audience',
    heard: (listeners: number, hosts: number) =>
      `${listeners === 1 ? '1 listener' : `${listeners} listeners`}, ${hosts === 1 ? '1 host' : `${hosts} hosts`}`,
    noReports: 'No listener has reported yet how well they are in step.',
    apart: (half: number, most: number) =>
      `Half are within ${half} ms of where they should be, 19 of 20 within ${most} ms.`,
    bars: 'How far listeners are from where they should be, in milliseconds',
    bar: (from: number, to: number | null, listeners: number) =>
      to === null ? `${from} ms and more: ${listeners}` : `${from} to ${to} ms: ${listeners}`,
    trouble: (behind: number, stalls: number) => `${behind} far behind, ${stalls} stalls.`,
  },
  share: {
    heading: 'People',
    listenLink: 'Link to listen',
    copy: 'Copy the link',
    qr: 'QR code',
    qrAbout: (link: string) => `QR code of ${link}`,
    invite: 'Invite another host',
    invited: 'This link makes one person a host of this channel. It is shown once:',
    inviteCopy: 'Copy the invitation',
    signOut: 'Sign out',
    failed: 'That did not work. Try again.',
  },
} as const;
