import { isIP } from 'node:net';
import { z } from 'zod';

declare module 'zod' {
  interface GlobalMeta {
    /** The heading this variable stands under in the documents. */
    group?: Group;
    /** Never printed, not even in an error. */
    secret?: boolean;
    /** What is allowed, in words, for the error and the documents. */
    allowed?: string;
    /** What is in force when it is not set, where that is no plain value. */
    unset?: string;
  }
}

export type Group =
  | 'Server'
  | 'Database'
  | 'Stored audio'
  | 'Speech'
  | 'Writing'
  | 'People'
  | 'Radio'
  | 'Matches'
  | 'Many nodes'
  | 'Watching';

const port = z.coerce.number().int().min(0).max(65_535).meta({ allowed: 'a port, 0 to 65535; 0 takes any free one' });
const number = (min: number, max: number) =>
  z.coerce
    .number()
    .int()
    .min(min)
    .max(max)
    .meta({ allowed: `a whole number, ${min} to ${max}` });
const url = (...schemes: string[]) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol))
    .meta({ allowed: `an address that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}` });
const words = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  )
  .meta({ allowed: 'words, divided by commas' });
const text = z.string().min(1).meta({ allowed: 'text' });
const flag = z.stringbool().meta({ allowed: 'true or false' });
const origins = words
  .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin))
  .meta({ allowed: 'origins such as https://club.example, divided by commas' });
const proxy = z
  .union([z.coerce.number().int().min(1).max(10), z.stringbool(), words.refine((list) => list.every(isNetwork))])
  .meta({
    allowed:
      'true, false, how many proxies stand in front (1 to 10), or their addresses and networks, divided by commas',
  });

/** What a node may do or leave to others. */
export const ROLES = ['conductor', 'transmitter'] as const;

/** Every environment variable, in the order the documents show them. An empty value counts as not set. */
export const VARIABLES = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .meta({ group: 'Server', description: 'In production weak secrets are refused.' }),
  LONGWAVE_DATA: text
    .default('./data')
    .meta({ group: 'Server', description: 'The folder for everything that is kept on disk. One process at a time.' }),
  HOST: text.default('0.0.0.0').meta({ group: 'Server', description: 'The address to listen on.' }),
  PORT: port.default(8000).meta({ group: 'Server', description: 'The port to listen on.' }),
  PUBLIC_URL: url('http:', 'https:').optional().meta({
    group: 'Server',
    description: 'Where listeners reach this server: links lead there.',
    unset: '`localhost` and the LAN address',
  }),
  TRUST_PROXY: proxy.default(false).meta({ group: 'Server', description: 'Whose X-Forwarded headers are believed.' }),
  ALLOWED_ORIGINS: origins
    .default([])
    .meta({ group: 'Server', description: 'Other web sites whose pages may use this server.', unset: 'none' }),

  DATABASE_URL: url('postgres:', 'postgresql:').optional().meta({
    group: 'Database',
    description:
      'A PostgreSQL 15 or newer; `sslmode=verify-full` and `sslrootcert` in it are for TLS. Without it the embedded database in LONGWAVE_DATA is used.',
    secret: true,
    unset: 'embedded',
  }),
  DATABASE_POOL: number(1, 100)
    .default(10)
    .meta({ group: 'Database', description: 'How many connections are held to PostgreSQL.' }),
  DATABASE_CONNECT_TIMEOUT_MS: number(100, 60_000)
    .default(1_000)
    .meta({ group: 'Database', description: 'After this a connection attempt has failed.' }),
  DATABASE_QUERY_TIMEOUT_MS: number(100, 60_000)
    .default(1_500)
    .meta({ group: 'Database', description: 'After this a query has failed.' }),

  S3_BUCKET: text.optional().meta({
    group: 'Stored audio',
    description:
      'A bucket for stored audio; the start makes it if it is missing. Without a name audio is stored in LONGWAVE_DATA.',
    unset: 'local disk',
  }),
  S3_ENDPOINT: url('http:', 'https:')
    .optional()
    .meta({ group: 'Stored audio', description: 'The S3-compatible server.', unset: 'Amazon’s' }),
  S3_REGION: text.default('us-east-1').meta({ group: 'Stored audio', description: 'The bucket’s region.' }),
  S3_ACCESS_KEY_ID: text.optional().meta({
    group: 'Stored audio',
    description: 'Without a key the SDK’s own sources are asked: profile, container, instance role.',
    unset: 'the SDK’s sources',
  }),
  S3_SECRET_ACCESS_KEY: text
    .optional()
    .meta({ group: 'Stored audio', description: 'The secret that belongs to the key.', secret: true }),
  S3_FORCE_PATH_STYLE: flag
    .default(true)
    .meta({ group: 'Stored audio', description: 'The bucket stands in the path, not in the host name.' }),
  S3_AHEAD_MB: number(64, 1_000_000).default(2_048).meta({
    group: 'Stored audio',
    description: 'How many megabytes may lie in LONGWAVE_DATA until they are in the bucket. Past it nothing is stored.',
  }),
  SOUND_MEMORY_MB: number(16, 1_000_000).optional().meta({
    group: 'Stored audio',
    description: 'How many megabytes of sound stay in memory, so that many who hear the same do not read it again.',
    unset: 'a sixteenth of the machine’s memory, 64 to 512',
  }),
  FFMPEG_PATH: text.optional().meta({
    group: 'Stored audio',
    description: 'The ffmpeg to use.',
    unset: '`ffmpeg` on the PATH, then the bundled one',
  }),

  SPEECH_PROVIDERS: words
    .pipe(z.array(z.enum(['elevenlabs', 'openai', 'espeak'])).min(1))
    .optional()
    .meta({
      group: 'Speech',
      allowed: 'elevenlabs, openai and espeak in the order they are tried, divided by commas',
      description: 'Which voices speak, best first.',
      unset: 'those with a key or an address of OpenAI’s kind, then espeak',
    }),
  SPEECH_CHARACTERS_PER_DAY: number(0, 100_000_000)
    .default(200_000)
    .meta({ group: 'Speech', description: 'How many characters a day paid voices may speak.' }),
  SPEECH_CACHE_MB: number(0, 1_000_000).default(512).meta({
    group: 'Speech',
    description: 'How many megabytes of paid speech are kept, so as not to be bought again.',
  }),
  PRONUNCIATIONS_FILE: text.optional().meta({
    group: 'Speech',
    description: 'A JSON file of word → say as, for the whole installation.',
    unset: '`pronunciations.json` in LONGWAVE_DATA, if there',
  }),
  ELEVENLABS_API_KEY: text
    .optional()
    .meta({ group: 'Speech', description: 'Turns ElevenLabs on.', secret: true, unset: 'off' }),
  ELEVENLABS_BASE_URL: url('http:', 'https:')
    .optional()
    .meta({ group: 'Speech', description: 'Another address for ElevenLabs.', unset: 'its own' }),
  ELEVENLABS_MODEL: text.default('eleven_flash_v2_5').meta({ group: 'Speech', description: 'The ElevenLabs model.' }),
  ELEVENLABS_VOICE: text
    .default('JBFqnCBsd6RMkjVDRZzb')
    .meta({ group: 'Speech', description: 'The ElevenLabs voice where none is asked for.' }),
  OPENAI_API_KEY: text
    .optional()
    .meta({ group: 'Speech', description: 'Turns OpenAI on, for speech and for writing.', secret: true, unset: 'off' }),
  OPENAI_BASE_URL: url('http:', 'https:').optional().meta({
    group: 'Speech',
    description: 'A server that speaks OpenAI’s HTTP. Turns it on for both, with a key or without.',
    unset: 'OpenAI’s own',
  }),
  OPENAI_SPEECH_MODEL: text
    .default('gpt-4o-mini-tts')
    .meta({ group: 'Speech', description: 'The OpenAI speech model.' }),
  OPENAI_VOICE: text
    .default('alloy')
    .meta({ group: 'Speech', description: 'The OpenAI voice where none is asked for.' }),

  WRITING: z.enum(['auto', 'templates']).default('auto').meta({
    group: 'Writing',
    description: 'Who writes commentary: `auto` is OpenAI where it is turned on, and templates whenever it fails.',
  }),
  OPENAI_WRITING_MODEL: text.default('gpt-4.1-mini').meta({
    group: 'Writing',
    description: 'The OpenAI model that writes. One that thinks before it writes is too slow for a match.',
  }),
  WRITING_TOKENS_PER_DAY: number(0, 1_000_000_000)
    .default(2_000_000)
    .meta({ group: 'Writing', description: 'How many tokens a day paid writers may use. Past it templates write.' }),

  LONGWAVE_SECRET: z.string().min(1).optional().meta({
    group: 'People',
    allowed: 'at least 32 random bytes, for example from `openssl rand -base64 48`',
    description: 'Signs every token.',
    secret: true,
    unset: 'made at the first start and kept in LONGWAVE_DATA',
  }),
  ANONYMOUS_LISTENERS: flag
    .default(true)
    .meta({ group: 'People', description: 'Whether anybody may listen to public channels without a token.' }),

  SPEAK_TO_EMPTY_ROOMS: flag.default(true).meta({
    group: 'Radio',
    description: 'Whether voices that cost money speak while nobody listens to a channel.',
  }),
  SOUND_KEPT_DAYS: number(1, 3_650).default(7).meta({
    group: 'Radio',
    description: 'After so many days the sound of channels is deleted that are not archived.',
  }),

  STREAM_BEHIND_MS: number(1_000, 20_000).default(2_000).meta({
    group: 'Radio',
    description: 'How much sound a plain radio is given at once, so that it does not starve: so far it is behind.',
  }),
  STREAM_BED: z
    .enum(['crowd', 'silence'])
    .default('crowd')
    .meta({ group: 'Radio', description: 'What plain radios hear in pauses, where they do not ask.' }),
  STREAM_BATCH_MS: number(200, 500).optional().meta({
    group: 'Radio',
    description: 'How often plain radios are sent what is new.',
    unset: '200 to 500, by load',
  }),
  STREAM_LISTENERS_MAX: number(1, 1_000_000)
    .default(10_000)
    .meta({ group: 'Radio', description: 'How many plain radios may listen to this server at once.' }),
  STREAM_LISTENERS_OF_CHANNEL_MAX: number(1, 1_000_000)
    .default(10_000)
    .meta({ group: 'Radio', description: 'How many of them may listen to one channel.' }),

  DEMO: z.enum(['on', 'off']).default('on').meta({
    group: 'Matches',
    description: 'Whether a first start, but in production, has made-up matches; `off` removes them.',
  }),
  BALL_DELAY_SECONDS: number(1, 600).default(45).meta({
    group: 'Matches',
    description: 'From one ball to the next where a match of cricket is played from a file.',
  }),

  REDIS_URL: url('redis:', 'rediss:').optional().meta({
    group: 'Many nodes',
    description:
      'A Redis 7 or newer, through which several nodes tell each other. They share DATABASE_URL, S3_BUCKET and LONGWAVE_SECRET; each has a LONGWAVE_DATA of its own.',
    secret: true,
    unset: 'this node is alone',
  }),
  ROLES: words
    .pipe(z.array(z.enum(ROLES)).min(1))
    .default([...ROLES])
    .meta({
      group: 'Many nodes',
      allowed: `${ROLES.join(' and ')}, divided by commas`,
      description:
        'What this node does beside serving pages and listeners: `conductor` runs channels, `transmitter` sends the streams for plain radios.',
    }),

  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ group: 'Watching', description: 'What is logged, as JSON lines on standard error.' }),
  METRICS_HOST: text
    .default('127.0.0.1')
    .meta({ group: 'Watching', description: 'The address that answers Prometheus.' }),
  METRICS_PORT: port
    .default(9090)
    .meta({ group: 'Watching', description: 'The port that answers Prometheus at /metrics.' }),
} as const satisfies Record<string, z.ZodType>;

export type VariableName = keyof typeof VARIABLES;

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** Such as `10.0.0.1`, `10.0.0.0/8` or `loopback`: what Express takes for a proxy’s place. */
function isNetwork(word: string): boolean {
  const [address = '', bits = '1', ...rest] = word.split('/');
  const bitsMax = { 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const isRange = /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= bitsMax && rest.length === 0;
  return NAMED_NETWORKS.includes(word) || (isRange && !address.includes('%'));
}
