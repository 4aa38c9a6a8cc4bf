// Takes the pictures in docs/screens: every page, on a desk and a phone, light and dark. `npm run screens`, with Chromium at
// CHROMIUM or /usr/bin/chromium.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const screens = join(root, 'docs', 'screens');
const data = mkdtempSync(join(tmpdir(), 'longwave-screens-'));

const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const SCHEMES = ['light', 'dark'];
const CHANNEL = 'cup-final';
const MATCH = 'club';
const TAKES = [
  { name: 'front', path: '/' },
  { name: 'listen', path: `/c/${CHANNEL}`, press: 'Listen' },
  { name: 'match', path: '/match/demo' },
  { name: 'replay', path: '/replay/m/demo' },
  { name: 'embed', path: `/embed/${CHANNEL}`, press: 'Listen' },
  { name: 'invite', path: `/invite#${'A'.repeat(43)}` },
  { name: 'host', path: `/host/${CHANNEL}`, isSignedIn: true },
  { name: 'admin', path: '/admin', isSignedIn: true },
  { name: 'admin-matches', path: '/admin', isSignedIn: true, top: { desk: 'Matches', phone: 'Matches' } },
  { name: 'pad', path: `/pad/${MATCH}`, isSignedIn: true },
];
const HOME = { name: 'Harbour Rovers', short: 'HAR' };
const AWAY = { name: 'City United', short: 'CIT' };
const EVENTS = [
  { type: 'segment_start', segment: 'H1', ageMs: 1_310_000 },
  { type: 'corner', side: 'away', segment: 'H1', clock: { sec: 410 }, ageMs: 900_000 },
  { type: 'goal', side: 'home', segment: 'H1', clock: { sec: 1_270 }, ageMs: 40_000 },
];
/** The channel of a match is named as it is made. */
const HOSTED = { name: 'host-match', isSignedIn: true, top: { phone: 'Match' } };
/** Enough to speak through all the pictures. */
const LINES_SAID = 60;
const LINES = [
  'The teams are out, Rovers in green, United in white, and there is not an empty seat.',
  'United to kick off. They play it back, and they take their time.',
  'Rovers press high. The keeper has to go long, and it is headed on.',
  'Down the left they come. The cross is deep, and it is behind for a corner.',
  'The corner is short. Back to the edge of the box, and it is over the bar.',
];

const program = spawn(process.execPath, [join(root, 'longwave.mjs'), 'start'], {
  cwd: root,
  env: { ...process.env, LONGWAVE_DATA: data, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const { origin, invitation } = await started();
  const session = await ask(`${origin}/v1/sessions`, { invitation });
  await fill(origin, session.accessToken);
  const demo = await (await fetch(`${origin}/v1/matches/demo`)).json();
  const takes = [...TAKES, { ...HOSTED, path: `/host/${demo.channels[0].channel}` }];
  await shoot(takes, { origin, session });
} finally {
  program.kill();
  await once(program, 'close');
  rmSync(data, { recursive: true, force: true });
}

async function started() {
  let said = '';
  for await (const piece of program.stdout) {
    said += String(piece);
    const origin = /On this machine +(\S+)/.exec(said)?.[1];
    const invitation = /invite#([\w-]{43})/.exec(said)?.[1];
    if (origin !== undefined && invitation !== undefined && said.includes('Ctrl+C')) return { origin, invitation };
  }
  throw new Error(`The program did not start: ${said}`);
}

async function ask(address, body, token) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
  return answer.json();
}

async function fill(origin, token) {
  const channels = [
    { id: 'women', title: 'Women’s league: Harbour v City' },
    { id: 'derby-es', title: 'El derbi, en español', language: 'es' },
    { id: CHANNEL, title: 'Cup final: Rovers v United' },
  ];
  for (const channel of channels) await ask(`${origin}/v1/channels`, channel, token);
  await ask(`${origin}/v1/matches`, { id: MATCH, sport: 'football', home: HOME, away: AWAY }, token);
  for (const event of EVENTS) await ask(`${origin}/v1/matches/${MATCH}/events`, event, token);
  for (let line = 0; line < LINES_SAID; line += 1) {
    const text = LINES[line % LINES.length];
    await ask(`${origin}/v1/channels/${CHANNEL}/requests`, { text, style: 'excited' }, token);
    // A host may ask for ten things a second.
    await setTimeout(120);
  }
}

async function shoot(takes, server) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  });
  mkdirSync(screens, { recursive: true });
  const looks = Object.keys(SIZES).flatMap((size) => SCHEMES.map((scheme) => ({ size, scheme })));
  for (const { size, scheme } of looks) {
    const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme });
    for (const take of takes)
      await shootOne(context, { ...server, ...take, size, as: `${take.name}-${size}-${scheme}` });
    await context.close();
  }
  await browser.close();
}

async function shootOne(context, { origin, session, path, press, isSignedIn, top, size, as }) {
  const page = await context.newPage();
  const keep = `localStorage.setItem('longwave.session', ${JSON.stringify(JSON.stringify(session))});`;
  if (isSignedIn) await page.addInitScript(keep);
  await page.goto(origin + path);
  if (press !== undefined) {
    await page.getByRole('button', { name: press }).click();
    await page.getByText('Speaking now').waitFor();
  }
  // Words appear one by one, and what is asked of the server comes a moment later.
  await page.waitForTimeout(3_000);
  const heading = top?.[size];
  if (heading !== undefined)
    await page.getByRole('heading', { name: heading, exact: true }).evaluate((place) => place.scrollIntoView());
  await page.screenshot({ path: join(screens, `${as}.png`) });
  await page.close();
}
