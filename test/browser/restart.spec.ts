import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { freePort } from '../support/free-port.js';
import { Program } from '../support/program.js';
import { until } from '../support/until.js';

const LINE = 'They keep the ball at the back, and nobody is in a hurry to lose it.';

describe('a server that is killed while somebody listens', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), 'longwave-restart-'));
    mkdirSync(join(folder, 'data'));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('[PG23] what was announced plays on, and after the start it is in step again and hears the rest', async () => {
    const port = String(await freePort());
    const environment = { PORT: port, LONGWAVE_DATA: join(folder, 'data') };
    const origin = `http://127.0.0.1:${port}`;
    const first = new Program({ environment });
    await until('it says where to go', () => first.out.includes('stops it'));
    const [, invitation = ''] = /invite#([\w-]{43})/.exec(first.out) ?? [];
    const page = await browser.newPage();
    await page.goto(`${origin}/c/match-day`);
    await page.getByRole('button', { name: 'Listen' }).click();
    const token = await accessToken(origin, invitation);
    const say = Array.from({ length: 6 }, () => LINE).join(' ');
    await post(`${origin}/v1/channels/match-day/requests`, { text: say }, token);
    await page.getByText('Speaking now').waitFor();
    await until('half a minute is announced', async () => (await page.locator('.captions li').count()) >= 1);
    // As kill -9 ends it.
    await first.remove();
    await page.getByText(/what is known plays on|playing on/).waitFor();
    expect(await page.locator('.captions li[data-now="true"]').count()).toBe(1);
    const second = new Program({ environment });
    await second.origin();
    await page.getByText('Speaking now').waitFor();
    await page.getByText(/In step, ±[\d.]+ ms/).waitFor();
    await until('it is heard to its end', async () => {
      const queue = await fetch(`${origin}/v1/channels/match-day/queue`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const { past } = (await queue.json()) as { past?: { heardBy: number }[] };
      return past?.[0]?.heardBy === 1;
    });
    await page.close();
    await second.remove();
    // Two starts of the whole program, and half a minute of speech between them.
  }, 180_000);
});

async function accessToken(origin: string, invitation: string): Promise<string> {
  const { accessToken: token } = (await post(`${origin}/v1/sessions`, { invitation })) as { accessToken: string };
  return token;
}

async function post(address: string, body: unknown, token?: string): Promise<unknown> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': 'restart-0001',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return answer.json();
}
