import type { Moment } from '../fact-sheet.js';
import { chanceOf, composed, isResting, type Composing, type Part } from './compose.js';
import { cricketPlan } from './cricket-parts.js';
import { footballPlan } from './football-parts.js';
import type { LineTask } from './line-task.js';
import { memoryOf } from './memory.js';
import { sentencesOf } from './openings.js';
import { correctionParts, mergedPart } from './merged.js';
import { gathered, weightOf, type Gathered } from './moments.js';
import { otherPlan } from './other-sports.js';
import { quietParts } from './quiet.js';
import { sceneOf, type Plan, type Scene } from './scene.js';
import { tongueFor } from './tongues.js';

export { openings } from './openings.js';
export { hasTemplates } from './tongues.js';

/** Half an hour is fewer lines than one remembers: two that begin alike are enough in it. */
const OPENED_MAX = 1;
/** Of what nobody waits for so many runs of four words may have been heard. */
const QUIET_REPEATS = [0, 1, 2];

/** What is said of a sheet in plain words; nothing: it is not worth a line. */
export function templateLine(task: LineTask): string | undefined {
  return templateSentences(task)?.join(' ');
}

/** The same, sentence by sentence. */
export function templateSentences(task: LineTask): readonly string[] | undefined {
  const tongue = tongueFor(task.sheet.language);
  if (tongue === undefined) return undefined;
  const lead = gathered(task.sheet);
  // With the same seed for a whole match its lines would all take the same turns.
  const seed = Math.floor(chanceOf(String(lead?.lead.seq ?? task.said.length), task.seed) * 2 ** 31);
  const scene = sceneOf(task, tongue, memoryOf(task.said), seed);
  if (lead !== undefined) return momentSentences(task, scene, lead);
  return task.voice === 'colour' && task.sheet.moments.length === 0 ? quietSentences(task, scene) : undefined;
}

/** How the line may begin in words that were voiced before they were needed, and were not heard in this match. */
export function openingsFor(task: LineTask): readonly string[] {
  const tongue = tongueFor(task.sheet.language);
  const told = gathered(task.sheet);
  if (tongue === undefined || told === undefined || task.style !== 'excited') return [];
  const scene = sceneOf(task, tongue, memoryOf(task.said), task.seed);
  const { opening } = planFor(scene, told.lead, standingFor(task, told.lead));
  if (opening === undefined) return [];
  const sentences = opening.keys.flatMap((key) => sentencesOf(scene.book[key] ?? [], opening.slots));
  return sentences.filter((sentence) => !task.said.some((text) => text.startsWith(sentence)));
}

function momentSentences(task: LineTask, scene: Scene, told: Gathered): readonly string[] | undefined {
  const plan = planFor(scene, told.lead, standingFor(task, told.lead));
  const isExcited = task.style === 'excited';
  const more = [...plan.rest, ...correctionParts(scene, told), ...mergedPart(scene, told)];
  const must = more.filter(({ isMust }) => isMust === true);
  const heads = headsOf(plan, isExcited);
  const lines = heads.flatMap((head) => [[...head, ...more], [...head, ...must], head]);
  const how = { ...howTo(task, scene), extrasMax: plan.extrasMax + (told.others.length > 0 ? 1 : 0) };
  // What is big is said even where every way to begin is worn; what is not is left out.
  for (const openedMax of weightOf(told.lead) === 2 ? [OPENED_MAX, Infinity] : [OPENED_MAX]) {
    for (const parts of lines) {
      const sentences = composed(parts, { ...how, openedMax });
      if (sentences !== undefined) return sentences;
    }
  }
  return undefined;
}

// An opening that was heard lately gives way to a sentence that says it all.
function headsOf({ opening, after, core }: Plan, isExcited: boolean): readonly (readonly Part[])[] {
  if (!isExcited || opening === undefined) return [[core]];
  return [[opening, ...(after === undefined ? [] : [after])], [core]];
}

function planFor(scene: Scene, moment: Moment, standing: Moment['after']): Plan {
  if (scene.sheet.sport === 'football') return footballPlan(scene, moment, standing);
  if (scene.sheet.sport === 'cricket') return cricketPlan(scene, moment, standing);
  return otherPlan(scene, moment, standing);
}

// What came after it, and is told with it, counts too.
function standingFor({ sheet }: LineTask, lead: Moment): Moment['after'] {
  return lead === sheet.moments.at(-1) || lead.seq === sheet.moments.at(-1)?.seq ? lead.after : sheet.standing;
}

// What is fresh comes first; before something worn is said, or something told in other words, nothing is.
function quietSentences(task: LineTask, scene: Scene): readonly string[] | undefined {
  const parts = quietParts(scene);
  const how = { ...howTo(task, scene), openedMax: OPENED_MAX };
  for (const repeatsMax of QUIET_REPEATS) {
    for (const part of parts) {
      const sentences = isResting(part, how) ? undefined : composed([part], { ...how, repeatsMax });
      if (sentences !== undefined) return sentences;
    }
  }
  return undefined;
}

function howTo({ style, wordsMax }: LineTask, { book, memory, seed, tongue }: Scene): Composing {
  const isExcited = style === 'excited';
  const asked = { book, memory, seed, wordsMax, isExcited, stop: tongue.stop };
  return { ...asked, openedMax: Infinity, repeatsMax: Infinity, extrasMax: 0, found: new Map() };
}
