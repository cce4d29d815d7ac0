import type { Log } from '@saola/kernel'
import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino'
import { redact } from './redact.ts'

export interface LogOptions {
  /** Default `info`. */
  level?: LevelWithSilent
  /** Default: standard output, written in blocks at the latest every 200 ms and at the exit. */
  destination?: DestinationStream
}

/** One JSON object per line; nothing that opens a door is in it. */
export function createLog({ level = 'info', destination }: LogOptions = {}): Log {
  const options = {
    level,
    base: { pid: process.pid },
    // Errors are turned into plain objects by `redact`, with their causes.
    serializers: { err: (error: unknown) => error },
    formatters: { log: clean },
  }
  return wrap(pino(options, destination ?? standardOutput()))
}

/** A write per line would cost a busy server more than making the line. */
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: false, minLength: 16_000, periodicFlush: 200 })
}

/** pino passes what a child is given by its formatter, so it is cleaned before. */
function wrap(logger: Logger): Log {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => logger[level].bind(logger) as Log['info']
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (bindings) => wrap(logger.child(clean(bindings as Record<string, unknown>))),
  }
}

function clean(data: Record<string, unknown>): Record<string, unknown> {
  return redact(data) as Record<string, unknown>
}
