import { describe, expect, test } from '@jest/globals';
import { sourceFiles } from './support/project-files.js';

interface Ban {
  readonly what: RegExp;
  readonly instead: string;
  /** Where it may stand all the same. */
  readonly except: RegExp;
  /** What it must find, each by itself: a ban that finds nothing bans nothing. */
  readonly bad: readonly string[];
  readonly good?: readonly string[];
}

const BANS: readonly Ban[] = [
  {
    what: /\bDate\.now\(|new Date\(\)/,
    instead: 'ask Clock',
    except: /^src\/kernel\/clock|^test\/|^client\/|^bench\//,
    bad: ['const now = Date.now();', 'const now = new Date();'],
    good: ['new Date(clock.now())'],
  },
  {
    what: /(?<![.\w])set(Timeout|Interval)\(/,
    instead: 'Clock.after',
    except: /^src\/kernel\/clock|^test\/(support|tidy)|^client\//,
    bad: ['setTimeout(run, 10)', 'return setInterval(run, 10);'],
    good: ['request.setTimeout(10)'],
  },
  {
    what: /\bMath\.random\b/,
    instead: 'take `random` as an argument',
    except: /^src\/kernel\/backoff\.ts|^test\/tidy/,
    bad: ['const roll = Math.random();', 'backoff(step, Math.random)'],
  },
  {
    what: /\bprocess\.env\b/,
    instead: 'take Settings',
    except: /^src\/main\.ts|\.(command|process|thread)\.ts$|^test\/|^bench\/|^client\/make-/,
    bad: ["process.env['PORT']", 'parse(process.env)'],
  },
  {
    // A template after a call's bracket, with any type arguments and line breaks between, that has a value in it.
    what: /\.(query|where|andWhere|orWhere|having|orderBy|addOrderBy)\s*(<[^()`;]*>)?\(\s*`[^`]*\$\{/,
    instead: 'values are parameters: $1',
    // A backup does not know the tables beforehand; their names come from the database and are quoted. A test may name
    // the database it made for itself.
    except: /^test\/|^src\/database\/backup\//,
    bad: [
      'tx.query(`SELECT ${name}`)',
      'tx.query<Row>(`SELECT ${name}`)',
      'await tx.query<Map<string, Row[]>>(\n  `SELECT *\n   FROM a WHERE b = ${name}`,\n)',
      'rows.orderBy(\n  `${column} DESC`)',
    ],
    good: ['tx.query<Row>(`SELECT $1`, [`${name}`])'],
  },
  {
    what: /catch\s*(\([^)]*\))?\s*\{\s*\}/,
    instead: 'catch what you can act on',
    except: /^test\/tidy/,
    bad: ['try { act(); } catch {}', 'try { act(); } catch (error) {\n}'],
    good: ['catch (error) {\n  throw error;\n}'],
  },
  {
    what: /\b(TODO|FIXME|XXX|HACK)\b/,
    instead: 'do it, or write an issue',
    except: /^test\/tidy/,
    bad: ['// TODO: later', '// FIXME', '// XXX', '// HACK'],
  },
  {
    what: /\.(only|skip)(\.each)?\s*\(|(?<![.\w])(fdescribe|xdescribe|fit|xit|xtest)\s*[(.]/,
    instead: 'run every test',
    except: /^test\/tidy/,
    bad: ["test.only('a'", "describe.skip('a'", "test.only.each([1])('a'", "xit('a'", "fdescribe('a'", 'xtest.each(['],
    good: ['page.fit.size', 'exit(1)'],
  },
  {
    what: /eslint-disable|oxlint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck|prettier-ignore/,
    instead: 'mend the cause',
    except: /^test\/tidy/,
    bad: [
      '// eslint-disable-line',
      '/* oxlint-disable */',
      '// @ts-ignore',
      '// @ts-expect-error',
      '// @ts-nocheck',
      '// prettier-ignore',
    ],
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
    const offenders = files.filter((file) => !except.test(file.path)).flatMap((file) => placesOf(what, file));
    expect(offenders).toEqual([]);
  });

  test.each(BANS)('[RE2] $what finds what it bans, and only that', ({ what, bad, good = [] }) => {
    expect(bad.filter((text) => placesOf(what, { path: 'bad.ts', text }).length === 0)).toEqual([]);
    expect(good.filter((text) => placesOf(what, { path: 'good.ts', text }).length > 0)).toEqual([]);
  });

  test('[RE2] drawers are known by their names', () => {
    const drawers = [
      'src/utils/a.ts',
      'src/a/helper.ts',
      'src/common/a.ts',
      'src/shared.ts',
      'src/misc.ts',
      'src/a/index.ts',
    ];
    expect(drawers.filter((path) => !DRAWERS.test(path))).toEqual([]);
    expect(DRAWERS.test('src/kernel/clock.ts')).toBe(false);
  });

  test('[RE2] there are no drawers', () => {
    expect(files.map((file) => file.path).filter((path) => DRAWERS.test(path))).toEqual([]);
  });

  test(`[RE2] no file is longer than ${LINES_MAX} lines`, () => {
    const long = files.filter((file) => file.text.trimEnd().split('\n').length > LINES_MAX).map((file) => file.path);
    expect(long).toEqual([]);
  });
});

// In the whole text: what is banned may go over several lines.
function placesOf(what: RegExp, { path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(new RegExp(what, 'g'))].map(
    ({ index, 0: found }) => `${path}:${text.slice(0, index).split('\n').length}: ${found}`,
  );
}
