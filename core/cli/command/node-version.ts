/** The oldest Node that the SQLite driver loads on; an older one dies without a word. */
const OLDEST: readonly [major: number, minor: number] = [22, 18]

/** What to tell somebody whose Node is too old; undefined when it is new enough. */
export function refuseNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined
  return [
    `saola needs Node ${OLDEST.join('.')} or newer; this is ${version}.`,
    'Inside the repository `npm start` and `npm run saola -- …` fetch it by themselves.',
    'Elsewhere install Node 24 and try again.',
  ].join('\n')
}
