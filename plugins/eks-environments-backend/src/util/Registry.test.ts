import { ConflictError, InputError } from '@backstage/errors';
import { Registry } from './Registry';

interface Shape {
  name: string;
  corners: number;
}

const triangle = { name: 'triangle', corners: 3 };
const square = { name: 'square', corners: 4 };

function shapes(entries: Shape[] = []): Registry<Shape> {
  return new Registry({
    kind: 'a shape',
    idOf: ({ name }) => name,
    assertValid({ name, corners }) {
      if (corners < 3) {
        throw new InputError(`corners of ${name} must be at least 3`);
      }
    },
    entries,
  });
}

describe('Registry', () => {
  it('returns entries by id, in the order of registration', () => {
    const registry = shapes([square]);
    registry.add(triangle);
    expect(registry.all).toEqual([square, triangle]);
    expect(registry.find('triangle')).toBe(triangle);
    expect(registry.find('circle')).toBeUndefined();
    expect(registry.get('square', 'shape')).toBe(square);
  });

  it('names the entries that exist', () => {
    expect(() => shapes([square, triangle]).get('circle', 'shape')).toThrow(
      new InputError('shape must be one of square, triangle, not "circle"'),
    );
  });

  it('refuses a second entry with the same id and keeps the first', () => {
    const registry = shapes([square]);
    expect(() => registry.add({ name: 'square', corners: 5 })).toThrow(
      new ConflictError('There is already a shape square'),
    );
    expect(registry.all).toEqual([square]);
  });

  it('refuses an entry that is not valid', () => {
    const registry = shapes();
    expect(() => registry.add({ name: 'line', corners: 2 })).toThrow(
      'corners of line must be at least 3',
    );
    expect(registry.all).toEqual([]);
  });
});
