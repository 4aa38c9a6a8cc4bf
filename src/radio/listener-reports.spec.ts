import { describe, expect, test } from '@jest/globals';
import { ListenerReports } from './listener-reports.js';

const reportOf = (roundTripMs: number) => ({
  channel: 'final',
  skewMs: 0,
  bufferMs: 0,
  fetchMs: 0,
  roundTripMs,
  stalls: 0,
});

const reported = (...roundTripsMs: number[]): ListenerReports => {
  const reports = new ListenerReports();
  roundTripsMs.forEach((ms, nth) => reports.reported(`ear ${nth}`, reportOf(ms)));
  return reports;
};

describe('what listeners report', () => {
  test('[RA94] ask for a lead of one and a half of the slow ones and 100 ms, once there are five', () => {
    expect(reported(400, 400, 400, 400, 400).leadAsked('final', 600)).toBe(700);
    expect(reported(10, 10, 10, 10, 10).leadAsked('final', 600)).toBe(400);
    expect(reported(9_000, 9_000, 9_000, 9_000, 9_000).leadAsked('final', 600)).toBe(1_000);
    expect(reported(400, 400, 400, 400, 400).leadAsked('final', 650)).toBeUndefined();
  });

  test('[RA94] change nothing of what a host has set while there are fewer', () => {
    expect(reported().leadAsked('final', 900)).toBeUndefined();
    expect(reported(10, 10, 10, 10).leadAsked('final', 900)).toBeUndefined();
    const reports = reported(400, 400, 400, 400, 400);
    reports.left('final', 'ear 0');
    expect(reports.leadAsked('final', 600)).toBeUndefined();
  });

  test('[RA167] are forgotten with the last who reported one', () => {
    const reports = reported(400, 400);
    reports.left('final', 'ear 0');
    reports.left('final', 'ear 1');
    reports.left('derby', 'ear 1');
    expect(reports).toEqual(new ListenerReports());
  });

  test('[RA178] are kept of a thousand, those who reported last, each once', () => {
    const reports = reported(...Array.from({ length: 1_001 }, (_, nth) => nth));
    reports.reported('ear 1', reportOf(5));
    const kept = [...reports.of('final')].map(([connection]) => connection);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([1_000, 'ear 2', 'ear 1']);
    expect(reports.of('derby').size).toBe(0);
  });
});
