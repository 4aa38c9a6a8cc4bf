import { CheckedWriter } from '../../src/commentary/checked-writer.js';
import { check, isChecked } from '../../src/commentary/model/checker/check.js';
import type { Clock } from '../../src/kernel/clock.js';
import { TemplatesWriting } from '../../src/writing/templates.writing.js';
import { SILENT_LOG } from './room.js';

/** Who writes where there is no model: templates, checked as everybody is. */
export function plainWriter(clock: Clock, onRefused: () => void = () => undefined): CheckedWriter {
  const plain = new TemplatesWriting();
  return new CheckedWriter({ writing: plain, plain, check, isChecked, clock, log: SILENT_LOG, onRefused });
}
