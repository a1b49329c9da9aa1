const REPEAT_AFTER = 20_000; // Long enough not to chatter, short enough not to look stuck.

/** Prints one line when the work begins, one when it is done, and a sign of life in between. */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  process.stdout.write(`- ${title} ...\n`);
  const timer = setInterval(
    () => process.stdout.write(`  still at it after ${seconds()}\n`),
    REPEAT_AFTER,
  );
  try {
    const result = await work();
    process.stdout.write(`  done in ${seconds()}\n`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
