import { StreamPlaces, TooManyStreamsError } from './StreamPlaces';

/** A stream that is open until the test ends it. */
function open(places: StreamPlaces, viewer: string) {
  let end = () => {};
  const done = places.during(
    viewer,
    () =>
      new Promise<void>(resolve => {
        end = resolve;
      }),
  );
  return {
    done,
    async end() {
      end();
      await done;
    },
  };
}

describe('StreamPlaces', () => {
  it('has so many for each person, and so many for all', async () => {
    const places = new StreamPlaces({ perPerson: 2, total: 3 });
    const [first] = [open(places, 'dana'), open(places, 'dana')];
    await expect(open(places, 'dana').done).rejects.toThrow(
      /You have 2 log streams open/,
    );
    const other = open(places, 'cole');
    await expect(open(places, 'olga').done).rejects.toThrow(
      /3 log streams are open/,
    );
    await first.end();
    const again = open(places, 'dana');
    await expect(open(places, 'dana').done).rejects.toThrow(
      TooManyStreamsError,
    );
    await Promise.all([again.end(), other.end()]);
  });

  it('frees the place of a stream that failed', async () => {
    const places = new StreamPlaces({ perPerson: 1, total: 1 });
    const fail = () =>
      places.during('dana', async () => {
        throw new Error('gone');
      });
    await expect(fail()).rejects.toThrow('gone');
    await expect(fail()).rejects.toThrow('gone');
  });
});
