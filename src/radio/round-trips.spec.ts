import { describe, expect, test } from '@jest/globals';
import { RoundTrips } from './round-trips.js';

const reported = (...roundTripsMs: number[]): RoundTrips => {
  const trips = new RoundTrips();
  roundTripsMs.forEach((ms, nth) => trips.reported('final', `ear ${nth}`, ms));
  return trips;
};

describe('the round trips that listeners report', () => {
  test('[RA94] ask for a lead of one and a half of the slow ones and 100 ms, once there are five', () => {
    expect(reported(400, 400, 400, 400, 400).leadAsked('final', 600)).toBe(700);
    expect(reported(10, 10, 10, 10, 10).leadAsked('final', 600)).toBe(400);
    expect(reported(9_000, 9_000, 9_000, 9_000, 9_000).leadAsked('final', 600)).toBe(1_000);
    expect(reported(400, 400, 400, 400, 400).leadAsked('final', 650)).toBeUndefined();
  });

  test('[RA94] change nothing of what a host has set while there are fewer', () => {
    expect(reported().leadAsked('final', 900)).toBeUndefined();
    expect(reported(10, 10, 10, 10).leadAsked('final', 900)).toBeUndefined();
    const trips = reported(400, 400, 400, 400, 400);
    trips.left('final', 'ear 0');
    expect(trips.leadAsked('final', 600)).toBeUndefined();
  });

  test('[RA167] are forgotten with the last who reported one', () => {
    const trips = reported(400, 400);
    trips.left('final', 'ear 0');
    trips.left('final', 'ear 1');
    trips.left('derby', 'ear 1');
    expect(trips).toEqual(new RoundTrips());
  });
});
