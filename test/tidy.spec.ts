import { describe, expect, test } from '@jest/globals';
import { sourceFiles } from './support/project-files.js';

interface Ban {
  readonly what: RegExp;
  readonly instead: string;
  /** Where it may stand all the same. */
  readonly except: RegExp;
}

const BANS: readonly Ban[] = [
  {
    what: /\bDate\.now\(|new Date\(\)/,
    instead: 'ask Clock',
    except: /^src\/kernel\/clock|^test\/|^client\/|^bench\//,
  },
  {
    what: /\bsetTimeout\(|\bsetInterval\(/,
    instead: 'Clock.after',
    except: /^src\/kernel\/clock|^test\/support\/|^client\//,
  },
  { what: /\bMath\.random\b/, instead: 'take `random` as an argument', except: /^src\/kernel\/backoff\.ts/ },
  {
    what: /\bprocess\.env\b/,
    instead: 'take Settings',
    except: /^src\/main\.ts|\.(command|process|thread)\.ts$|^test\/|^bench\//,
  },
  {
    what: /\.(query|where|andWhere|orWhere|having|orderBy|addOrderBy)\(\s*`[^`]*\$\{/,
    instead: 'values are parameters: $1',
    except: /^test\/tidy/,
  },
  { what: /catch\s*(\([^)]*\))?\s*\{\s*\}/, instead: 'catch what you can act on', except: /^$/ },
  { what: /\b(TODO|FIXME|XXX|HACK)\b/, instead: 'do it, or write an issue', except: /^test\/tidy/ },
  { what: /\.(only|skip)\(/, instead: 'run every test', except: /^test\/tidy/ },
  {
    what: /eslint-disable|oxlint-disable|@ts-ignore|prettier-ignore/,
    instead: 'mend the cause',
    except: /^test\/tidy/,
  },
];

const DRAWERS = /(^|\/)(utils?|helpers?|common|shared|misc|manager)(\.|\/)|\/index\.ts$/;
const LINES_MAX = 300;

describe('tidy', () => {
  const files = sourceFiles();

  test('[RE2] the files are found', () => {
    expect(files.map((file) => file.path)).toContain('src/kernel/clock.ts');
  });

  test.each(BANS)('[RE2] $what is not used: $instead', ({ what, except }) => {
    const offenders = files.filter((file) => !except.test(file.path)).flatMap((file) => linesWith(file, what));
    expect(offenders).toEqual([]);
  });

  test('[RE2] there are no drawers', () => {
    expect(files.map((file) => file.path).filter((path) => DRAWERS.test(path))).toEqual([]);
  });

  test(`[RE2] no file is longer than ${LINES_MAX} lines`, () => {
    const long = files.filter((file) => file.text.trimEnd().split('\n').length > LINES_MAX).map((file) => file.path);
    expect(long).toEqual([]);
  });
});

function linesWith(file: { path: string; text: string }, what: RegExp): string[] {
  return file.text
    .split('\n')
    .flatMap((line, at) => (what.test(line) ? [`${file.path}:${at + 1}: ${line.trim()}`] : []));
}
