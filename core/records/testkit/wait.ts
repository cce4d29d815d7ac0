/** Resolves with the first truthy value; looks at every turn of the event loop, fails after `limit` milliseconds. */
export async function condition<T>(check: () => T | Promise<T>, limit = 10_000): Promise<T> {
  const until = performance.now() + limit
  for (;;) {
    const value = await check()
    if (value) return value
    if (performance.now() > until) throw new Error('the condition did not come true in time')
    await new Promise((done) => setTimeout(done, 5))
  }
}
