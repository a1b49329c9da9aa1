import { t } from '../__testUtils__/english';
import { sizeText } from './sizeText';

const capacity = (nodes: number, vcpu: number, memoryGib: number) => ({
  nodes,
  vcpu,
  memoryGib,
});

describe('sizeText', () => {
  it.each([
    [
      capacity(2, 4, 16),
      capacity(4, 8, 32),
      '2 nodes now, up to 4 · 4–8 vCPU · 16–32 GiB',
    ],
    [capacity(1, 2, 8), capacity(1, 2, 8), '1 node · 2 vCPU · 8 GiB'],
    [
      capacity(0, 0, 0),
      capacity(20, 3840, 40960),
      '0 nodes now, up to 20 · 0–3840 vCPU · 0–40960 GiB',
    ],
  ])('%j to %j: %s', (desired, largest, text) => {
    expect(sizeText({ minNodes: 0, desired, largest, unknown: [] }, t)).toBe(
      text,
    );
  });
});
