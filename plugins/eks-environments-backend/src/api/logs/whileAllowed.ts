// How long a change in the catalog or the policy may take to reach an open page.
const ASK_AGAIN = 30_000; // milliseconds

/**
 * Passes updates on while the viewer may see them: a stream outlives the check that allowed it.
 *
 * @throws what `assertAllowed` throws, before any more updates are passed on
 */
export async function* whileAllowed<T>(
  updates: AsyncIterable<T>,
  assertAllowed: () => Promise<unknown>,
): AsyncGenerator<T> {
  let asked = performance.now();
  for await (const update of updates) {
    if (performance.now() - asked >= ASK_AGAIN) {
      await assertAllowed();
      asked = performance.now();
    }
    yield update;
  }
}
