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
  /** Which registry a container belongs to: a factory of the root is called with the container that asked. */
  readonly #registries: WeakMap<DependencyContainer, Services>
  readonly plugin: string | undefined

  constructor(
    container: DependencyContainer = root.createChildContainer(),
    plugin?: string,
    registries = new WeakMap<DependencyContainer, Services>(),
  ) {
    this.#container = container
    this.#registries = registries.set(container, this)
    this.plugin = plugin
  }

  /** Registers the factory of a service; a later one replaces it as long as nobody has used it. */
  provide<T extends object>(
    ref: ServiceRef<T>,
    factory: ServiceFactory<T>,
    scope: 'root' | 'plugin' = 'root',
  ): void {
    const made = new WeakMap<Services, T>()
    this.#container.register(token(ref), {
      useFactory: (container) => {
        const asking = scope === 'plugin' ? (this.#registries.get(container) ?? this) : this
        const value = made.get(asking) ?? factory(asking, asking.plugin)
        made.set(asking, value)
        return value
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
    return new Services(this.#container.createChildContainer(), plugin, this.#registries)
  }

  async dispose(): Promise<void> {
    this.#container.clearInstances()
    await this.#container.dispose()
  }
}

function token(ref: ServiceRef<object>): string {
  return `${ref.id}@${ref.version}`
}
