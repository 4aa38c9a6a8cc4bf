import type { FactoryProvider } from '@nestjs/common';
import { ServerTime } from '../kernel/server-time.port.js';
import { MatchStore } from '../matches/match-store.port.js';
import { NoteWriters } from '../radio/note-writer.port.js';
import { Settings } from '../settings/settings.js';
import { Log } from '../watch/log.port.js';
import { isModelOn } from '../writing/choose-writing.js';
import { RULES } from '../writing/model/prompt.js';
import { Writing } from '../writing/writing.port.js';
import { CheckedNoteWriter } from './checked.note-writer.js';
import { CommentaryMetrics } from './commentary.metrics.js';
import { check, isChecked } from './model/checker/check.js';
import { noteSheet } from './model/note-sheet.js';

/** Has hosts’ notes written by who writes lines. */
export const NOTE_WRITING: FactoryProvider<CheckedNoteWriter> = {
  provide: CheckedNoteWriter,
  useFactory: (...[settings, writers, writing, matches, clock, { refused }, log]: OfNotes) => {
    const writer = new CheckedNoteWriter({
      writing,
      sheetFor: async (channel, language) => noteSheet(await matchOf(matches, channel), language),
      // What writers are told is never said.
      check: (text, sheet, bounds) => check(text, sheet, { ...bounds, secrets: RULES }),
      isChecked,
      clock,
      log,
      onRefused: (name, rules) => {
        for (const rule of rules) refused.inc({ writer: name, rule });
      },
    });
    // Templates have no words for a note: it is said plainly, and nobody looks for its match.
    if (isModelOn(settings)) writers.use(writer);
    return writer;
  },
  inject: [Settings, NoteWriters, Writing, MatchStore, ServerTime, CommentaryMetrics, Log],
};

async function matchOf(matches: MatchStore, channel: string) {
  const id = await matches.ofChannel(channel);
  return id === undefined ? undefined : (await matches.find(id))?.match;
}

type OfNotes = [Settings, NoteWriters, Writing, MatchStore, ServerTime, CommentaryMetrics, Log];
