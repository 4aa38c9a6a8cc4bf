import { CODES } from '../../../src/wire/codes.js';
import type { Mode } from '../../../src/wire/host.js';
import type { EndReason, RequestStatus, Urgency } from '../../../src/wire/radio.js';

const SHORT_MAX = 60;

/** The first words of a line, where all of it would be too much. */
export function opening(text: string, replay?: string): string {
  if (replay !== undefined) return HOST.replay(replay);
  if (text === '') return HOST.clip;
  return text.length <= SHORT_MAX ? text : `${text.slice(0, SHORT_MAX - 1).trimEnd()}…`;
}

/** A reason the server gave, as a sentence. */
export function sentenceOf(code: string): string {
  return Object.entries(CODES).find(([known]) => known === code)?.[1].title ?? HOST.refused;
}

/** `0:07` */
export function minutes(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}

/** `12 s`, `3 min` or `2 h` */
export function roughly(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  if (s < 90) return `${s} s`;
  return s < 5_400 ? `${Math.round(s / 60)} min` : `${Math.round(s / 3_600)} h`;
}

const people = (count: number): string => (count === 1 ? '1 listener' : `${count} listeners`);

export const HOST = {
  title: (channel: string) => `${channel} · host · Longwave`,
  gate: {
    asking: 'Looking for the channel…',
    away: 'The server does not answer. Trying again…',
    unknownChannel: 'There is no such channel.',
    unknownChannelMend: 'Check the address. If somebody sent it to you, ask them for the whole link.',
    notSignedIn: 'You are not signed in.',
    notSignedInMend:
      'Whoever runs this server, or another host of this channel, can send you an invitation link. Open it on this device, and then come back here.',
    notHost: 'You are not a host of this channel.',
    notHostMend: 'Ask one of its hosts, or whoever runs this server, for an invitation link to it.',
    notHostYours: 'You host:',
    signedOut: 'You were signed out.',
    signedOutMend: 'Open a new invitation link on this device. Lines that wait here are kept.',
    listen: 'Listen to it',
  },
  connected: 'Connected',
  reconnecting: 'Reconnecting: lines are kept',
  unkept: 'This browser keeps nothing: lines that wait are lost when the page is closed.',
  closedChannel: 'This channel is closed. Nothing more can be said on it.',
  closing: 'The channel closes after what is on air.',
  refused: 'The server did not take it.',
  lost: {
    away: 'There is no connection. Nothing was done: try again when it is back.',
    silence: 'The server did not answer. Look at the channel before you try again.',
  },
  clip: 'Recording',
  replay: (channel: string) => `Replay of ${channel}`,
  note: 'Note',
  noteAbout: 'Commentary is written from it',
  compose: {
    heading: 'Say something',
    text: 'What is to be said',
    placeholder: {
      say: 'Type a line. It is spoken in the order of the queue.',
      write: 'Leave a note, such as: mention the rain yesterday.',
    } satisfies Record<Mode, string>,
    mode: 'What becomes of it',
    modes: { say: 'Say it', write: 'Write it' } satisfies Record<Mode, string>,
    modesAbout: {
      say: 'Spoken as it stands.',
      write: 'A note: commentary is written from it.',
    } satisfies Record<Mode, string>,
    left: (count: number) => `${count} characters left`,
    over: (count: number) => `${count} characters too many`,
    send: 'Send',
    sendFlash: 'Flash',
    sendFlashAbout: 'Send as flash: it takes over from what is on air',
    keys: 'Ctrl or ⌘ with Enter sends, with Shift as flash.',
    options: 'More',
    optionsAbout: 'More: how it is said',
    urgency: 'Urgency',
    style: 'Style',
    language: 'Language',
    voice: 'Voice',
    usualVoice: 'The channel’s voice',
    usualLanguage: (language: string) => `The channel’s (${language})`,
    voiceFails: (name: string) => `${name} (does not speak now)`,
    shelf: 'Worth saying for',
    shelfUsual: { flash: 'as usual (30 s)', normal: 'as long as it takes', filler: 'as long as it takes' },
    full: 'So many lines wait that no more is taken. Wait until the connection is back.',
    sent: 'Sent.',
    kept: 'Kept. It is sent when the server answers.',
  },
  urgencies: { flash: 'Flash', normal: 'Normal', filler: 'Filler' } satisfies Record<Urgency, string>,
  styles: { calm: 'Calm', excited: 'Excited', grave: 'Grave' },
  outbox: {
    heading: 'Not at the server yet',
    sending: 'On its way…',
    waiting: 'Waiting for the server',
    waitingWhy: (reason: string) => `Waiting: ${reason}`,
    unwanted: 'Taking it back…',
    stale: (age: string) => `Too old by now: written ${age} ago.`,
    staleMaybe: (age: string) => `Written ${age} ago. It may have been said already.`,
    anyway: 'Say it anyway',
    drop: 'Drop',
    again: 'Send again',
    edit: 'Edit',
    takeBack: 'Take back',
  },
  onAir: {
    heading: 'On air',
    nothing: 'Nothing is on air.',
    paused: 'Paused: listeners hear nothing new.',
    piece: (now: number, all: number) => `Sentence ${now} of ${all}`,
    pieceSoFar: (now: number) => `Sentence ${now}`,
    left: (left: string) => `${left} left`,
    heard: (heard: number, offered: number) => `heard by ${heard} of ${offered}`,
    skip: 'Skip',
    skipAbout: 'Skip: it ends after this sentence',
    cut: 'Cut now',
    cutAbout: 'Cut now: it ends at the next breath, for what must not be heard',
    pause: 'Pause',
    resume: 'Resume',
    close: 'Close the channel',
    closeAsk: 'Close the channel for good? What is on air is played to its end, the rest is cancelled.',
    closeYes: 'Close it for good',
    closeNo: 'Keep it open',
    skipped: 'It ends after this sentence.',
    cutDone: 'It is cut off.',
    pausedDone: 'Paused.',
    resumedDone: 'On again.',
    aiVoice: 'AI voice',
    aiVoiceAbout: 'Spoken by a synthetic voice',
  },
  queue: {
    heading: 'Queue',
    nothing: 'Nothing waits. What you send is spoken at once.',
    count: (count: number) => (count === 1 ? '1 waits' : `${count} wait`),
    move: (text: string) => `Move: ${text}`,
    moveAbout: 'Drag, or use the arrow keys',
    up: (text: string) => `Earlier: ${text}`,
    down: (text: string) => `Later: ${text}`,
    upAbout: 'Earlier',
    downAbout: 'Later',
    moved: (text: string, place: number, all: number) => `“${text}” is now ${place} of ${all}.`,
    edgeUp: 'It is the first of its urgency.',
    edgeDown: 'It is the last of its urgency.',
    edit: 'Edit',
    editOf: (text: string) => `Edit: ${text}`,
    editText: 'Other words',
    editNote: 'Another note',
    from: (note: string) => `From: ${note}`,
    save: 'Save',
    noSave: 'Leave it',
    saved: 'Changed.',
    cancel: 'Cancel',
    cancelOf: (text: string) => `Cancel: ${text}`,
    cancelled: 'Cancelled.',
    listen: 'Listen',
    listenOf: (text: string) => `Listen before the others: ${text}`,
    listening: 'Only you hear this.',
    stop: 'Stop listening',
    notReady: 'There is no sound of it yet.',
    now: 'now',
    in: (left: string) => `in ${left}`,
    unknownTime: 'no time yet',
    staleSoon: 'It would come too late, and will be cancelled.',
    staleIn: (left: string) => `worth saying for ${left} more`,
  },
  statuses: {
    pending: 'waiting',
    generating: 'being made',
    ready: 'ready',
    playing: 'on air',
    interrupted: 'interrupted',
    completed: 'said',
    failed: 'failed',
    cancelled: 'cancelled',
    skipped: 'skipped',
  } satisfies Record<RequestStatus, string>,
  reasons: {
    acknowledged: '',
    clock: '',
    host: 'by a host',
    edited: 'it was changed',
    stale: 'it came too late',
    displaced: 'something more urgent took its place',
    closed: 'the channel was closed',
    speech: 'no voice could speak it',
    'dead-air': 'its sound did not come in time',
    flash: 'a flash took over',
    order: 'the order was changed',
    pause: 'the channel was paused',
    takeover: 'another server took over',
  } satisfies Record<EndReason, string>,
  past: {
    heading: 'Lately',
    nothing: 'Nothing has ended yet.',
    ago: (age: string) => `${age} ago`,
    withdraw: 'Withdraw',
    withdrawOf: (text: string) => `Withdraw: ${text}`,
    withdrawAbout: 'Silence takes its place in everything that is heard again. This cannot be undone.',
    reason: 'Why',
    reasonPlaceholder: 'Why: kept with your name, not shown to listeners',
    withdrawYes: 'Withdraw it',
    withdrawNo: 'Leave it',
    withdrawn: 'withdrawn',
    withdrawnDone: 'Withdrawn: nobody hears or reads it any more.',
  },
  listeners: people,
} as const;
