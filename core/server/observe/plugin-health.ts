import type { Kernel, Owner } from '@saola/kernel'
import { type Health, serviceRef } from '@saola/sdk'

/** Milliseconds that a plugin gets to say how it is. */
const LIMIT = 1_000
/** Milliseconds that an answer is believed: asking often must not make a plugin work. */
const BELIEVED = 5_000

interface Known {
  owner: Owner
  until: number
  health: Promise<Health>
}

/** Asks running plugins how they are. */
export class PluginHealth {
  readonly #kernel: Pick<Kernel, 'owner' | 'modules'>
  readonly #clock: () => number
  readonly #known = new Map<string, Known>()

  constructor(kernel: Pick<Kernel, 'owner' | 'modules'>, clock: () => number = Date.now) {
    this.#kernel = kernel
    this.#clock = clock
  }

  /** Undefined for a plugin that is off or says nothing of itself. One that throws or never answers is not well. */
  async of(id: string): Promise<Health | undefined> {
    const owner = this.#kernel.owner(id)
    const code = owner?.manifest.health
    if (!owner || !code) {
      this.#known.delete(id)
      return undefined
    }
    const known = this.#known.get(id)
    if (known?.owner === owner && known.until > this.#clock()) return known.health
    const health = owner
      .invoke<unknown>(code, [], { what: 'health', timeout: LIMIT })
      .then(readHealth, failed)
    this.#known.set(id, { owner, until: this.#clock() + BELIEVED, health })
    return health
  }

  /** All that say something of themselves. */
  async all(): Promise<{ plugin: string; health: Health }[]> {
    const asked = this.#kernel.modules().map(async ({ id }) => ({ plugin: id, health: await this.of(id) }))
    return (await Promise.all(asked)).flatMap(({ plugin, health }) => (health ? [{ plugin, health }] : []))
  }
}

export const pluginHealthRef = serviceRef<PluginHealth>('core.plugin-health')

function readHealth(answer: unknown): Health {
  const { ok, detail } = (answer ?? {}) as Partial<Health>
  if (typeof ok !== 'boolean') return unwell('Trả lời không đúng', 'Its answer does not fit')
  return { ok, ...(typeof detail?.vi === 'string' ? { detail } : {}) }
}

/** What exactly went wrong is among the faults of the module. */
function failed(): Health {
  return unwell('Không trả lời được', 'It could not answer')
}

function unwell(vi: string, en: string): Health {
  return { ok: false, detail: { vi, en } }
}
