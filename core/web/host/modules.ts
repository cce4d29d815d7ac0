import type { PageModule, UiDocument, UiRef, WidgetModule } from '@saola/sdk-web'
import { createEffect, onCleanup } from 'solid-js'

export type RemoteModule = WidgetModule<object> | PageModule

/** Fetches the code and styles of modules, each file once. */
export interface ModuleLoader {
  /** Refuses when the file is not there, throws while loading, or does not export what it should. */
  load: (plugin: string, ref: UiRef) => Promise<RemoteModule>
}

/** Styles come into the page with the first code of a module and leave with its version. */
export function createModuleLoader(ui: UiDocument): ModuleLoader {
  const loaded = new Map<string, Promise<RemoteModule>>()
  const sheets = new Map<string, { link: HTMLLinkElement; ready: Promise<void> }>()

  createEffect(() => {
    const wanted = new Set(
      ui.modules.flatMap((module) => (module.state === 'on' ? (module.styles ?? []) : [])),
    )
    for (const [href, { link }] of sheets) {
      if (wanted.has(href)) continue
      link.remove()
      sheets.delete(href)
    }
  })
  onCleanup(() => {
    for (const { link } of sheets.values()) link.remove()
    sheets.clear()
  })

  const addSheet = (href: string): Promise<void> => {
    const known = sheets.get(href)
    if (known) return known.ready
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    // A sheet that does not come leaves the module plain, not absent.
    const ready = new Promise<void>((resolve) => {
      link.addEventListener('load', () => resolve())
      link.addEventListener('error', () => resolve())
    })
    document.head.append(link)
    sheets.set(href, { link, ready })
    return ready
  }

  return {
    load: async (plugin, ref) => {
      const styles = ui.modules.find((module) => module.id === plugin)?.styles ?? []
      const key = `${ref.url}#${ref.export}`
      const code = loaded.get(key) ?? loadExport(ref)
      loaded.set(key, code)
      code.catch(() => loaded.delete(key))
      const [module] = await Promise.all([code, ...styles.map(addSheet)])
      return module
    },
  }
}

async function loadExport(ref: UiRef): Promise<RemoteModule> {
  const exports: unknown = await import(/* @vite-ignore */ ref.url)
  let found = exports
  for (const part of ref.export.split('.'))
    found = (found as Record<string, unknown> | null | undefined)?.[part]
  if (isRemoteModule(found)) return found
  throw new Error(`${ref.url} does not export a widget or page as ${ref.export}`)
}

function isRemoteModule(value: unknown): value is RemoteModule {
  return (
    typeof value === 'object' &&
    value !== null &&
    'component' in value &&
    typeof value.component === 'function' &&
    'kind' in value
  )
}
