import { FRAME_BYTES, FRAME_MS } from '../../src/audio/model/frames.js';
import { clusterIn } from '../../src/database/cluster.js';
import { embeddedEngine } from '../../src/database/embedded.engine.js';
import { openQuietly } from '../commits.js';
import { Studio } from '../radio/air.js';
import { House } from '../radio/house.js';

const HOUR_MS = 3_600_000;
/** What is heard over and over: each time it is chunks of their own, with the same sound. */
const SPOKEN = [
  'The teams are out now, and the ground is full.',
  'It is a fine day for a game of football, and nobody is in a hurry.',
  'They keep the ball at the back, and look for a way through the middle.',
  'Now it is wide on the left, and there is room for a cross.',
  'It comes in high, and the keeper takes it without any trouble.',
  'And so it begins again, from one side of the pitch to the other.',
].join(' ');

/** The program with a channel that has been on air for hours. */
export class LongArchive {
  readonly path: string;

  private constructor(
    readonly house: House,
    readonly bytes: number,
    channel: string,
  ) {
    this.path = pathOf(channel);
  }

  static async during(hours: number, work: (archive: LongArchive) => Promise<void>): Promise<void> {
    const house = await House.start();
    try {
      const channel = await house.channel();
      const request = await spokenOn(house, channel);
      // Its database is one process's alone.
      await house.kill();
      await lengthen(house.folder, request, hours * HOUR_MS);
      await house.start();
      const bytes = await lengthOf(house, channel);
      if (bytes < (hours * HOUR_MS * FRAME_BYTES) / FRAME_MS) throw new Error(`The archive has ${bytes} bytes only.`);
      await work(new LongArchive(house, bytes, channel));
    } finally {
      await house.remove();
    }
  }

  get port(): number {
    return Number(new URL(this.house.origin).port);
  }

  get url(): string {
    return this.house.origin + this.path;
  }
}

async function spokenOn(house: House, channel: string): Promise<string> {
  const studio = new Studio(house, channel);
  await studio.open();
  const request = await studio.say(SPOKEN);
  await studio.endOf(request);
  studio.close();
  return request;
}

async function lengthen(folder: string, request: string, lengthMs: number): Promise<void> {
  const open = await openQuietly(await embeddedEngine(await clusterIn(folder)));
  await open.database.query(LENGTHEN, [request, FRAME_MS, lengthMs]);
  await open.close();
}

async function lengthOf(house: House, channel: string): Promise<number> {
  const head = await fetch(house.origin + pathOf(channel), { method: 'HEAD' });
  return Number(head.headers.get('content-length'));
}

function pathOf(channel: string): string {
  return `/v1/channels/${channel}/archive.mp3`;
}

// Before what was said, one after the other without a pause.
const LENGTHEN = `WITH said AS (
    SELECT *, (sum(play_frames) OVER (ORDER BY starts_at) - play_frames) * $2::float8 AS lies_at,
      min(starts_at) OVER () AS began, sum(play_frames) OVER () * $2::float8 AS length
    FROM audio_chunks WHERE request = $1 AND play_frames > 0
  )
  INSERT INTO audio_chunks (id, request, index, piece, frames, cut_points, starts_at, play_frames, text, words, voice,
    blob_key, sha256, peaks)
  SELECT gen_random_uuid(), request, index + nth * 1000, piece + nth * 1000, frames, cut_points,
    began - nth * length + lies_at, play_frames, text, words, voice, blob_key, sha256, peaks
  FROM said, generate_series(1, ceil($3::float8 / (SELECT max(length) FROM said))::integer) AS nth`;
