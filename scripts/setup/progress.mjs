/** Progress lines with seconds. Quiet ones go to stderr, so that a command's own output stays clean. */
export function createProgress({ quiet }) {
  const write = (line) => (quiet ? process.stderr : process.stdout).write(`${line}\n`)
  return {
    begin: (text) => write(`  … ${text}`),
    done: (text, seconds) => write(`  ✓ ${text.padEnd(48)} ${seconds.toFixed(1).padStart(6)} s`),
    summary: (text) => {
      if (!quiet) write(text)
    },
  }
}
