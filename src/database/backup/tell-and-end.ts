import { Fault } from '../../kernel/fault.js';
import { SettingsMistakes } from '../../settings/parse-settings.js';

/** A person reads this. What we did not foresee is shown whole. */
export function tellAndEnd(what: string, error: unknown): void {
  process.exitCode = 1;
  process.stderr.write(`${what}: ${sentenceFor(error)}\n`);
}

function sentenceFor(error: unknown): string {
  if (error instanceof Fault && error.code === 'database.in-use') return `${error.message} Stop it first.`;
  if (error instanceof Fault || error instanceof SettingsMistakes) return error.message;
  const { code, path, dest } = Object(error) as { code?: unknown; path?: unknown; dest?: unknown };
  if (code === 'EEXIST') return `${String(dest ?? path)} exists already.`;
  if (code === 'ENOENT') return `${String(path)} is not there.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
