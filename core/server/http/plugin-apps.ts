import { type ModuleStatus, Problem } from '@saola/kernel'
import type { RefusalForm } from '@saola/sdk'
import { overlap } from './mounts.ts'
import type { Bindings } from './refs.ts'
import { formFor } from './refusal-form.ts'
import type { SubApp } from './sub-app.ts'

/** What is known of modules when a path leads to one that serves nothing. */
export interface ModuleFacts {
  status(id: string): ModuleStatus | undefined
  modules(): ModuleStatus[]
}

interface PluginMounted {
  app: SubApp
  target: string
  access: 'anyone'
}

/** Entries by plugin, and the public doors that were approved for them. */
export class PluginApps {
  readonly #facts: ModuleFacts
  /** Makes the app of a plugin from its routes, when the next request needs it. */
  readonly apps = new Map<string, () => SubApp>()
  #mounts: { prefix: string; plugin: string }[] = []

  constructor(facts: ModuleFacts) {
    this.#facts = facts
  }

  /** Reads anew which doors are open. */
  refresh(): void {
    this.#mounts = this.#facts
      .modules()
      .filter((module) => module.state === 'on')
      .flatMap((module) =>
        (module.manifest?.mounts ?? [])
          .filter((mount) => module.approved.mounts.includes(mount))
          .map((mount) => ({ prefix: mount.replace(/\/+$/, ''), plugin: module.id })),
      )
  }

  /** The module whose door overlaps with this one. */
  ownerOf(mount: string, except: string): string | undefined {
    return this.#mounts.find(({ prefix, plugin }) => plugin !== except && overlap(prefix, mount))?.plugin
  }

  at(path: string, slash: number, env: Bindings): PluginMounted | undefined {
    const end = path.indexOf('/', slash + 1)
    const plugin = slash < 0 ? '' : path.slice(slash + 1, end < 0 ? undefined : end)
    return this.#mounted(plugin, end < 0 ? '/' : path.slice(end), env)
  }

  /** A route whose own path begins with a mount of its plugin is also found there directly. */
  atMount(path: string, env: Bindings): PluginMounted | undefined {
    for (const { prefix, plugin } of this.#mounts) {
      if (path === prefix || (path.startsWith(prefix) && path[prefix.length] === '/')) {
        return this.#mounted(plugin, path, env)
      }
    }
    return undefined
  }

  /** Why nothing answers: a module that is off says so by name. */
  missing(path: string): Problem | undefined {
    const inside = /^\/api\/x\/([^/]+)/.exec(path)?.[1]
    const module = inside === undefined ? this.#ownerOfMount(path) : this.#facts.status(inside)
    if (!module) return undefined
    if (module.state === 'on') return undefined
    const name = module.name.en ?? module.name.vi
    return new Problem('module-off', 404, `The module ${name} (${module.id}) is ${module.state}`, {
      culprit: module.id,
      extra: { module: { id: module.id, state: module.state, name: module.name } },
    })
  }

  /** Whether a path belongs to a module's door, also while that is off. */
  isMount(path: string): boolean {
    return this.#ownerOfMount(path) !== undefined
  }

  /** How refusals read at a path; undefined where they are problem documents. */
  refusalForm(path: string): RefusalForm | undefined {
    const module = this.#ownerOfMount(path)
    const mount = module?.manifest?.mounts?.find((one) => isBelow(path, one))
    return mount === undefined ? undefined : formFor(module?.manifest?.refusals?.[mount] ?? [], path)
  }

  #ownerOfMount(path: string): ModuleStatus | undefined {
    const all = this.#facts
      .modules()
      .filter((module) => module.manifest?.mounts?.some((mount) => isBelow(path, mount)))
    return all.find(({ state }) => state === 'on') ?? all[0]
  }

  #mounted(plugin: string, path: string, env: Bindings): PluginMounted | undefined {
    const app = this.apps.get(plugin)
    if (!app) return undefined
    env.path = path
    return { app: app(), target: `/api/x/${plugin}`, access: 'anyone' }
  }
}

function isBelow(path: string, mount: string): boolean {
  return path === mount || path.startsWith(`${mount}/`)
}
