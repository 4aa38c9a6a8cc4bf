import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { Settings } from '../settings/settings.js';
import type { StreamQuery } from '../wire/streams.js';
import type { Calling } from './caller.js';
import type { PlaceAsked } from './model/place.js';
import { ResponseSink } from './response.sink.js';
import { StreamDoor } from './stream-door.js';
import { startHeader, streamHeaders } from './stream-headers.js';
import { Transmitter, type Tuned, type Tuning } from './transmitter.js';

export interface Tuner extends Calling {
  readonly response: ServerResponse;
}

/** Answers with a channel, without end. */
@Injectable()
export class Live {
  constructor(
    private readonly door: StreamDoor,
    private readonly transmitter: Transmitter,
    private readonly settings: Settings,
  ) {}

  async play(id: string, query: StreamQuery, { person, request, response }: Tuner): Promise<Refusal | undefined> {
    const admitted = await this.door.admit(id, person, query.token);
    if (isRefusal(admitted)) return admitted;
    const titles = request.headers['icy-metadata'] === '1';
    const head = streamHeaders(admitted.channel, titles);
    if (request.method === 'HEAD') return void withoutLength(response, head).end();
    const sink = new ResponseSink(response);
    const begin = (tuned: Tuned): boolean => {
      if (!sink.isThere) return false;
      withoutLength(response, { ...head, ...startHeader(tuned.startsAt) });
      response.once('close', () => tuned.leave());
      return true;
    };
    const listener = { sink, session: admitted.session };
    return this.transmitter.tuneIn(this.tuningOf(id, query), listener, this.placeOf(query, titles), begin);
  }

  tuningOf(channel: string, { bed }: Pick<StreamQuery, 'bed'>): Tuning {
    return { channel, bed: (bed ?? this.settings.values.STREAM_BED) === 'crowd' };
  }

  private placeOf({ behind, delay }: StreamQuery, titles: boolean): PlaceAsked {
    const behindMs = behind === undefined ? this.settings.values.STREAM_BEHIND_MS : behind * 1_000;
    return { behindMs, delayMs: delay * 1_000, titles };
  }
}

// It ends with the connection: radios know neither pieces nor how long for ever is.
function withoutLength(response: ServerResponse, head: ReturnType<typeof streamHeaders>): ServerResponse {
  for (const [name, value] of Object.entries(head)) if (value !== undefined) response.setHeader(name, value);
  response.removeHeader('Transfer-Encoding');
  return response;
}
