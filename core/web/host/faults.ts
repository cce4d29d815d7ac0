import type { UiDocument } from '@saola/sdk-web'
import type { Request } from './request.ts'

export interface Faults {
  /** Notes on the module that its code threw in this browser; the same fault once. */
  report: (module: string, what: string, error: unknown) => void
  /** Also hears what modules throw outside of rendering: handlers, timers, promises. Gives back what stops it. */
  watch: (page: Window) => () => void
}

/** Address of a module's code, as it stands in stacks. */
const CODE = /\/ui\/([a-z0-9-]+)\/[^/\s]+\//

export function createFaults(request: Request, ui: () => UiDocument): Faults {
  const told = new Set<string>()

  const report = (module: string, what: string, error: unknown) => {
    const message = messageOf(error)
    const key = `${module}\n${what}\n${message}`
    if (told.has(key) || ui().user === null) return
    told.add(key)
    request(`/api/modules/${encodeURIComponent(module)}/fault`, {
      method: 'POST',
      body: { what, message },
    }).catch(() => {
      // The centre may be away; the tile itself already says that it failed.
    })
  }
  const hear = (source: string, error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? '') : ''
    const module = CODE.exec(source)?.[1] ?? CODE.exec(stack)?.[1]
    if (module !== undefined) report(module, 'ui', error)
  }

  return {
    report,
    watch: (page) => {
      const onError = (event: ErrorEvent) => hear(event.filename, event.error ?? event.message)
      const onRejection = (event: PromiseRejectionEvent) => hear('', event.reason)
      page.addEventListener('error', onError)
      page.addEventListener('unhandledrejection', onRejection)
      return () => {
        page.removeEventListener('error', onError)
        page.removeEventListener('unhandledrejection', onRejection)
      }
    },
  }
}

/** What an error says, short enough for a list. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}
