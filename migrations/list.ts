import type { MigrationInterface } from 'typeorm';
import { People1763640000001 } from './0001-people.js';
import { SpeechBudget1763640000002 } from './0002-speech-budget.js';
import { Radio1763640000003 } from './0003-radio.js';
import { Notices1763640000004 } from './0004-notices.js';
import { Matches1763640000005 } from './0005-matches.js';
import { WritingBudget1763640000006 } from './0006-writing-budget.js';
import { Commentary1763640000007 } from './0007-commentary.js';
import { Notes1763640000008 } from './0008-notes.js';
import { Control1763640000009 } from './0009-control.js';
import { Replays1763640000010 } from './0010-replays.js';
import { Silenced1763640000011 } from './0011-silenced.js';
import { Retention1763640000012 } from './0012-retention.js';
import { DeletedSound1763640000013 } from './0013-deleted-sound.js';

/** Every change of the schema, in the order they are run. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  People1763640000001,
  SpeechBudget1763640000002,
  Radio1763640000003,
  Notices1763640000004,
  Matches1763640000005,
  WritingBudget1763640000006,
  Commentary1763640000007,
  Notes1763640000008,
  Control1763640000009,
  Replays1763640000010,
  Silenced1763640000011,
  Retention1763640000012,
  DeletedSound1763640000013,
];
