import { z } from 'zod';
import { Authenticate, Authenticated, Done, HostCommand } from '../wire/host.js';
import {
  ClockAnswer,
  ClockAsked,
  Closing,
  Join,
  Joined,
  Leave,
  Message,
  MESSAGES,
  Noted,
  Played,
  PlayedAnswer,
  Report,
  Reported,
  SocketRefusal,
  type MessageName,
} from '../wire/radio.js';
import { version } from '../watch/version.js';

/** What a listener or host may say, and what it is answered: the gateway's events, each with its shapes. */
export const ASKED = {
  join: {
    summary: 'Follow a channel. What was missed comes exactly, or else all there is.',
    payload: Join,
    reply: Joined,
  },
  leave: { summary: 'Follow it no longer.', payload: Leave, reply: Noted },
  clock: { summary: 'What time it is.', payload: ClockAsked, reply: ClockAnswer },
  audio_played: { summary: 'A chunk was heard.', payload: Played, reply: PlayedAnswer },
  report: { summary: 'How well it is heard.', payload: Report, reply: Reported },
  command: { summary: 'What a host wants done, once for its key.', payload: HostCommand, reply: Done },
  authenticate: {
    summary: 'The next access token, before the one before it ends.',
    payload: Authenticate,
    reply: Authenticated,
  },
} as const;

const TOLD: Readonly<Record<MessageName, string>> = {
  audio_stream_started: 'A request is on air.',
  audio_stream_withdrawn:
    'Announced starts are void from a moment on, or what was heard is silent from now on, wherever it is heard again.',
  audio_stream_ended: 'A request has ended, or was interrupted. It stops no sound.',
  audio_stream_cued: 'What comes next: to be fetched and decoded before it is on air.',
  audio_chunk_ready: 'More of what is on air.',
  playback_queue_updated:
    'Something else changed: what waits, whether the channel is open, or the notice of its hosts.',
};

/** What no channel says, but the server of a socket. */
const CLOSING = 'closing';

/** AsyncAPI 3, read from the shapes that both ends parse with. */
export function describeEvents(): object {
  const asked = Object.entries(ASKED);
  const messages = [
    ...MESSAGES.map((name) => [name, message(name, TOLD[name], Message)] as const),
    [CLOSING, message(CLOSING, 'Said before the server closes this socket.', Closing)] as const,
    ...asked.map(([name, { summary, payload }]) => [name, message(name, summary, payload)] as const),
    ...asked.map(
      ([name, { reply }]) =>
        [`${name}.reply`, message(`${name}.reply`, 'The answer, or a refusal.', answer(reply))] as const,
    ),
  ];
  const names = messages.map(([name]) => name);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Longwave',
      version,
      description: 'Socket.IO 4 over WebSocket, namespace /radio. Replies are Socket.IO acknowledgements.',
    },
    defaultContentType: 'application/json',
    channels: {
      radio: {
        address: '/radio',
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      ...Object.fromEntries([...MESSAGES, CLOSING].map((name) => [name, operation('send', name)])),
      ...Object.fromEntries(asked.map(([name]) => [name, { ...operation('receive', name), reply: replyTo(name) }])),
    },
    components: { messages: Object.fromEntries(messages) },
  };
}

function message(name: string, summary: string, payload: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(payload, { io: 'input' });
  return { name, summary, payload: schema };
}

function answer(reply: z.ZodType): z.ZodType {
  return z.union([reply, SocketRefusal]);
}

function operation(action: 'send' | 'receive', name: string): object {
  return { action, channel: { $ref: '#/channels/radio' }, messages: [{ $ref: `#/channels/radio/messages/${name}` }] };
}

function replyTo(name: string): object {
  return { channel: { $ref: '#/channels/radio' }, messages: [{ $ref: `#/channels/radio/messages/${name}.reply` }] };
}
