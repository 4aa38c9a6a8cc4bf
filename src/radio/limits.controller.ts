import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../people/allow.port.js';
import { Settings } from '../settings/settings.js';
import { DELAY_MS_MAX, NOTICE_MAX, REPLAY_MS_MAX, TEXT_MAX } from '../wire/limits.js';
import { CHANNELS_MAX, USES_MAX } from '../wire/people.js';
import { ServerLimits, type ServerLimit } from '../wire/server-limits.js';
import { soundMemoryOf } from './chunk-bytes.js';
import { CLIP_BYTES_MAX } from './clips.js';
import { AHEAD_MS, CHANNEL_COMMANDS_PER_S, CHUNKS_MAX, HOST_COMMANDS_PER_S, WAITING_MAX } from './model/limits.js';

type Row = readonly [value: ServerLimit['value'], unit: ServerLimit['unit'], setting?: string];

/** What the server allows at most, for who runs it. */
@ApiTags('Operating')
@ApiBearerAuth()
@Controller('v1/limits')
export class LimitsController {
  constructor(private readonly settings: Settings) {}

  @Get()
  @Allow('admin')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The maxima of this server, and which setting each comes from.' })
  @ApiResponse({ status: 200, description: 'They change with a new start alone.', standardSchema: ServerLimits })
  limits(): ServerLimits {
    const rows = Object.entries(rowsOf(this.settings));
    return { limits: rows.map(([name, [value, unit, setting = null]]) => ({ name, value, unit, setting })) };
  }
}

function rowsOf(settings: Settings): Readonly<Record<string, Row>> {
  const { values } = settings;
  return {
    anonymousListeners: [values.ANONYMOUS_LISTENERS, 'allowed', 'ANONYMOUS_LISTENERS'],
    speakToEmptyRooms: [values.SPEAK_TO_EMPTY_ROOMS, 'allowed', 'SPEAK_TO_EMPTY_ROOMS'],
    paidCharactersPerDay: [values.SPEECH_CHARACTERS_PER_DAY, 'characters', 'SPEECH_CHARACTERS_PER_DAY'],
    keptSpeech: [values.SPEECH_CACHE_MB * 1_048_576, 'bytes', 'SPEECH_CACHE_MB'],
    soundInMemory: [soundMemoryOf(settings), 'bytes', 'SOUND_MEMORY_MB'],
    soundKept: [values.SOUND_KEPT_DAYS, 'days', 'SOUND_KEPT_DAYS'],
    waitingForBucket: [values.S3_AHEAD_MB * 1_048_576, 'bytes', 'S3_AHEAD_MB'],
    clip: [CLIP_BYTES_MAX, 'bytes'],
    replay: [REPLAY_MS_MAX, 'ms'],
    text: [TEXT_MAX, 'characters'],
    notice: [NOTICE_MAX, 'characters'],
    piecesOfRequest: [CHUNKS_MAX, 'count'],
    waitingRequests: [WAITING_MAX, 'count'],
    preparedAhead: [AHEAD_MS, 'ms'],
    commandsOfHost: [HOST_COMMANDS_PER_S, 'per second'],
    commandsOnChannel: [CHANNEL_COMMANDS_PER_S, 'per second'],
    streamListeners: [values.STREAM_LISTENERS_MAX, 'count', 'STREAM_LISTENERS_MAX'],
    streamListenersOfChannel: [values.STREAM_LISTENERS_OF_CHANNEL_MAX, 'count', 'STREAM_LISTENERS_OF_CHANNEL_MAX'],
    listenerDelay: [DELAY_MS_MAX, 'ms'],
    channelsOfInvitation: [CHANNELS_MAX, 'count'],
    usesOfInvitation: [USES_MAX, 'count'],
  };
}
