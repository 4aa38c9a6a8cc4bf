import { z } from 'zod';
import { aboutVariable } from './about-variable.js';
import { ParsedSettings, type Settings } from './settings.js';
import { VARIABLES, type VariableName } from './variables.js';

export class SettingsMistakes extends Error {
  override readonly name = 'SettingsMistakes';

  constructor(readonly mistakes: readonly string[]) {
    super(
      `The settings have ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.join('\n')}`,
    );
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads all variables at once, so that every mistake is told in one error. */
export function parseSettings(environment: Environment): Settings {
  const given = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const parsed = z.object(VARIABLES).safeParse(given);
  const mistakes = parsed.success ? [] : mistakenNames(parsed.error).map((name) => mistakeIn(name, given[name]));
  mistakes.push(...missingPartners(given), ...nobodyConducts(given));
  if (!parsed.success || mistakes.length > 0) throw new SettingsMistakes(mistakes);
  return new ParsedSettings(parsed.data);
}

function mistakenNames(error: z.ZodError): VariableName[] {
  return [...new Set(error.issues.map((issue) => issue.path[0] as VariableName))];
}

function mistakeIn(name: VariableName, given: string | undefined): string {
  const { allowed, secret } = aboutVariable(name);
  return `  ${name} is ${secret ? '(hidden)' : JSON.stringify(given)}; allowed: ${allowed}.`;
}

// Half a pair is a mistake that would otherwise show only at the first call.
const PARTNERS: readonly [VariableName, VariableName][] = [
  ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['S3_SECRET_ACCESS_KEY', 'S3_ACCESS_KEY_ID'],
  ['S3_ENDPOINT', 'S3_BUCKET'],
  // Nodes that do not share these would each be a radio of their own.
  ['REDIS_URL', 'DATABASE_URL'],
  ['REDIS_URL', 'S3_BUCKET'],
  ['REDIS_URL', 'LONGWAVE_SECRET'],
];

function missingPartners(given: Environment): string[] {
  return PARTNERS.filter(([name, partner]) => given[name] !== undefined && given[partner] === undefined).map(
    ([name, partner]) => `  ${partner} is not set; it is needed because ${name} is set.`,
  );
}

// What nobody does is silent: a node may leave channels to others only where it hears of them.
function nobodyConducts({ ROLES: roles, REDIS_URL: redis }: Environment): string[] {
  if (roles === undefined || roles.includes('conductor') || redis !== undefined) return [];
  return ['  REDIS_URL is not set; it is needed because ROLES leaves the channels to other nodes.'];
}
