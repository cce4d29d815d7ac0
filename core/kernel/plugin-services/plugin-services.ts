import { type CodeRef, contributionSchemas, type Provider, type ServiceRef } from '@saola/sdk'
import { Problem } from '../owner/errors.ts'
import type { Owner } from '../owner/owner.ts'
import type { Effect, Point } from '../points/point.ts'

interface Live {
  owner: Owner
  version: number
  /** Made at the first use. */
  instance: () => Promise<Record<string, unknown>>
}

/** Its own prototype tells the clone boundary that this is a handle with methods, not a value. */
class ServiceHandle {}

/** Services that plugins offer each other. A user holds the name, never the object: a swap reaches it at the next call. */
export class PluginServices {
  readonly #live = new Map<string, Live>()
  readonly #timeout: number

  /** @param timeout milliseconds that a call may take */
  constructor(timeout: number) {
    this.#timeout = timeout
  }

  readonly point: Point<Provider<CodeRef>> = {
    id: 'provides',
    schema: contributionSchemas.provides,
    stage: 'serve',
    check: (delta) => {
      const effects: Effect[] = []
      for (const { service } of delta.added.values()) {
        const other = this.#live.get(service)
        if (!service.startsWith(`${delta.owner.id}.`) || (other && other.owner.id !== delta.owner.id)) {
          effects.push({
            kind: 'refuses',
            point: 'provides',
            subject: service,
            code: 'service-collision',
            text: {
              vi: `Dịch vụ ${service} không thuộc ${delta.owner.id} hoặc đã có nơi cung cấp`,
              en: `The service ${service} does not belong to ${delta.owner.id} or is already provided`,
            },
          })
        }
      }
      return effects
    },
    apply: (delta, scopeOf) => {
      const all = [...delta.added, ...[...delta.changed].map(([name, { to }]) => [name, to] as const)]
      for (const [name, provider] of all) {
        let made: Promise<Record<string, unknown>> | undefined
        const instance = () => {
          made ??= delta.owner.invoke<Record<string, unknown>>(provider.create, [], {
            what: `service ${provider.service}`,
            timeout: this.#timeout,
          })
          made.catch(() => {
            made = undefined
          })
          return made
        }
        scopeOf(name).set(this.#live, provider.service, {
          owner: delta.owner,
          version: provider.version,
          instance,
        })
      }
    },
  }

  /** `ctx.use` of a plugin. */
  readonly use =
    (user: Owner) =>
    async <T extends object>(ref: ServiceRef<T>): Promise<T> => {
      user.require(`use:${ref.id}`)
      this.#find(ref)
      return new Proxy(new ServiceHandle() as T, {
        get: (_, method) =>
          typeof method !== 'string' || method === 'then'
            ? undefined
            : (...args: unknown[]) => this.#call(ref, method, args),
      })
    }

  #find(ref: ServiceRef<object>): Live {
    const live = this.#live.get(ref.id)
    if (live && live.version === ref.version) return live
    const why = live ? `has version ${live.version}, not ${ref.version}` : 'is off'
    throw new Problem('service-unavailable', 503, `the service ${ref.id} ${why}`, {
      culprit: ref.id.split('.')[0],
    })
  }

  async #call(ref: ServiceRef<object>, method: string, args: unknown[]): Promise<unknown> {
    const live = this.#find(ref)
    const instance = await live.instance()
    const run = Object.hasOwn(instance, method) ? instance[method] : undefined
    if (typeof run !== 'function') {
      throw new Problem('service-method-missing', 500, `${ref.id} has no method ${method}`, {
        culprit: live.owner.id,
      })
    }
    const options = { what: `service ${ref.id}.${method}`, timeout: this.#timeout }
    const result = await live.owner.guard<unknown>(options, () => run(...structuredClone(args)))
    return structuredClone(result)
  }
}
