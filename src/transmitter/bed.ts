import { readFileSync } from 'node:fs';
import { FRAME_BYTES, framesIn } from '../audio/model/frames.js';
import { programFile } from '../kernel/program.js';
import { FULL, type Quieter } from './model/fade.js';
import { quieter } from './model/quieter.js';

/** What sounds in pauses: a loop of our frames. Which of them sounds is told by server time alone, so all hear the same. */
export class Bed {
  private readonly frames: number;

  constructor(private readonly bytes: Uint8Array) {
    this.frames = framesIn(bytes);
  }

  /** The one that browsers load. */
  static open(): Bed {
    return new Bed(readFileSync(programFile('pages/bed.mp3')));
  }

  at(frame: number, by: Quieter = FULL): Uint8Array {
    const from = (frame % this.frames) * FRAME_BYTES;
    return quieter(this.bytes.subarray(from, from + FRAME_BYTES), by);
  }
}
