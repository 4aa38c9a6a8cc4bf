import type { Figure } from '../figure.js';
import type { Fought, Round, Side } from './duel.js';
import { median, quantile } from './moments.js';

/** What one round says about a side. */
interface Delivery {
  readonly p50: number;
  readonly p99: number;
  readonly share: number;
  readonly disordered: number;
  readonly stallMs: number;
  /** The server's processor time for one message to one listener, with all that goes on meanwhile. */
  readonly cpuUs: number;
}

const NAME = 'audio_stream_started';

export function figuresOf(listeners: number, { ours, bare }: Fought): Figure[] {
  const told = (name: string, figure: Omit<Figure, 'name'>): Figure => ({ name: `${listeners}: ${name}`, ...figure });
  const of = deliveries(ours, listeners);
  const peer = deliveries(bare, listeners);
  const ratios = of.map(({ p99 }, at) => p99 / (peer[at]?.p99 ?? Number.NaN));
  const both = (pick: (one: Delivery) => number): Pick<Figure, 'value' | 'peer'> => ({
    value: median(of.map(pick)),
    peer: median(peer.map(pick)),
  });
  return [
    told('delivery p50', { ...both(({ p50 }) => p50), unit: 'ms' }),
    told('delivery p99', { ...both(({ p99 }) => p99), unit: 'ms' }),
    told('delivery p99, ours / bare, median', { value: median(ratios), unit: '×', aim: '<=1.15' }),
    told('delivered', {
      value: Math.min(...of.map(({ share }) => share)),
      peer: Math.min(...peer.map(({ share }) => share)),
      unit: '%',
      aim: '>=100',
    }),
    told('out of order', { value: sum(of.map(({ disordered }) => disordered)), unit: '', aim: '<=0' }),
    told('processor time a delivery', { ...both(({ cpuUs }) => cpuUs), unit: 'µs' }),
    told('longest stall while sending', {
      value: Math.max(...of.map(({ stallMs }) => stallMs)),
      peer: Math.max(...peer.map(({ stallMs }) => stallMs)),
      unit: 'ms',
    }),
    ...arrivals({ ours, bare }, told),
  ];
}

function arrivals({ ours, bare }: Fought, told: (name: string, figure: Omit<Figure, 'name'>) => Figure): Figure[] {
  const [value, peer] = [ours.arrival, bare.arrival];
  return [
    told('longest stall while all come in', {
      value: value.stallMs,
      peer: peer.stallMs,
      unit: 'ms',
      aim: '<=1000',
    }),
    told('all are in after', { value: value.ms / 1e3, peer: peer.ms / 1e3, unit: 's' }),
    told('turned away at first', { value: value.turnedAway, peer: peer.turnedAway, unit: '' }),
    told('processor time while all come in', { value: value.cpuMs / 1e3, peer: peer.cpuMs / 1e3, unit: 's' }),
    told('memory a listener', {
      value: value.bytesPerListener / 1024,
      peer: peer.bytesPerListener / 1024,
      unit: 'KiB',
    }),
    told('memory held for a listener', {
      value: value.heldPerListener / 1024,
      peer: peer.heldPerListener / 1024,
      unit: 'KiB',
    }),
  ];
}

function deliveries({ rounds }: Side, listeners: number): Delivery[] {
  return rounds.map((round) => {
    const took = tookMs(round);
    const { cpuMs, stallMs, sent } = round.toll;
    const arrived = sum([...round.received.times.values()].map(({ length }) => length));
    return {
      p50: quantile(took, 0.5),
      p99: quantile(took, 0.99),
      share: (arrived / (sent.length * listeners)) * 100,
      disordered: round.received.disordered,
      stallMs,
      cpuUs: (cpuMs * 1e3) / arrived,
    };
  });
}

function tookMs({ toll, received }: Round): number[] {
  return toll.sent
    .filter(({ row }) => row.name === NAME)
    .flatMap(({ at, row: { epoch, seq } }) =>
      Array.from(received.times.get(`${epoch}.${seq}`) ?? [], (arrivedAt) => arrivedAt - at),
    );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
