import 'reflect-metadata'
import type { ServiceRef } from '@saola/sdk'
import { type DependencyContainer, container as root } from 'tsyringe'

/** Makes a service. `plugin` is the id of the asking plugin for plugin-scoped services, else undefined. */
export type ServiceFactory<T> = (services: Services, plugin: string | undefined) => T

/**
 * The service registry: typed refs over a tsyringe container. Root services are made once, at the first use;
 * plugin-scoped ones once per plugin. It is never handed to a plugin: a child container resolves its parent's
 * registrations, so it would be no sandbox.
 */
export class Services {
  readonly #container: DependencyContainer
  readonly #scopes: Map<string, 'root' | 'plugin'>
  readonly #plugin: string | undefined

  constructor(
    container: DependencyContainer = root.createChildContainer(),
    plugin?: string,
    scopes = new Map<string, 'root' | 'plugin'>(),
  ) {
    this.#container = container
    this.#plugin = plugin
    this.#scopes = scopes
  }

  /** Registers the factory of a service; a later one replaces it as long as nobody has used it. */
  provide<T extends object>(
    ref: ServiceRef<T>,
    factory: ServiceFactory<T>,
    scope: 'root' | 'plugin' = 'root',
  ): void {
    this.#scopes.set(token(ref), scope)
    let made: { value: T } | undefined
    this.#container.register(token(ref), {
      useFactory: (container) => {
        if (scope === 'plugin') return factory(this.#of(container), this.#plugin)
        made ??= { value: factory(this, undefined) }
        return made.value
      },
    })
  }

  /** Throws when nothing provides it: in core that is a wiring mistake. */
  get<T extends object>(ref: ServiceRef<T>): T {
    const key = token(ref)
    if (!this.#container.isRegistered(key, true)) throw new Error(`nothing provides the service ${key}`)
    return this.#container.resolve<T>(key)
  }

  has(ref: ServiceRef<object>): boolean {
    return this.#container.isRegistered(token(ref), true)
  }

  /** The registry of one plugin. `dispose` it with the plugin. */
  child(plugin: string): Services {
    return new Services(this.#container.createChildContainer(), plugin, this.#scopes)
  }

  async dispose(): Promise<void> {
    this.#container.clearInstances()
    await this.#container.dispose()
  }

  #of(container: DependencyContainer): Services {
    return container === this.#container ? this : new Services(container, this.#plugin, this.#scopes)
  }
}

function token(ref: ServiceRef<object>): string {
  return `${ref.id}@${ref.version}`
}
