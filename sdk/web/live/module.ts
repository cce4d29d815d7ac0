import type { Lang, Text } from '@saola/sdk'
import { type Accessor, createContext, useContext } from 'solid-js'
import { useHost } from './host.ts'
import type { UiModule, UiUser } from './ui-document.ts'

/** The id of the module whose code is being rendered; given by the host around each widget and page. */
export const ModuleContext = createContext<string>()

/** The module that this component belongs to, as the centre knows it now. */
export function useModule(): Accessor<UiModule> {
  const host = useHost()
  const id = useContext(ModuleContext)
  if (id === undefined)
    throw new Error('no module around this component: render it inside ModuleContext.Provider')
  return () =>
    host.ui.modules.find((module) => module.id === id) ?? { id, version: '', state: 'off', name: { vi: id } }
}

/** Full id of a model, route or message: names without a dot are the surrounding module's own. */
export function useFullId(): (name: string) => string {
  const module = useContext(ModuleContext)
  return (name) => (name.includes('.') || module === undefined ? name : `${module}.${name}`)
}

/** The language of the reader; follows the switch in the user's menu. */
export function useLang(): Accessor<Lang> {
  return useHost().lang
}

/** A label in the reader's language; Vietnamese where English is missing. */
export function useText(): (text: Text | undefined) => string {
  const lang = useLang()
  return (text) => (text === undefined ? '' : (text[lang()] ?? text.vi))
}

/** Messages of the surrounding module's `locales`, `{name}` replaced; the key itself when there is none. */
export function useT(): (key: string, params?: Record<string, string | number>) => string {
  const host = useHost()
  const module = useContext(ModuleContext)
  return (key, params = {}) => {
    const messages = module === undefined ? undefined : host.ui.locales[module]
    const message = messages?.[host.lang()]?.[key] ?? messages?.vi?.[key] ?? key
    return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
  }
}

/** The person at the screen, or null for a visitor. */
export interface CurrentActor {
  user: UiUser | null
  /** For showing or hiding only: the server decides each time anew. */
  can: (permission: string) => boolean
}

/** Who is signed in and what they may do; reactive when read inside JSX. */
export function useActor(): CurrentActor {
  const host = useHost()
  return {
    get user() {
      return host.ui.user
    },
    can: (permission) =>
      host.ui.user?.permissions.some((held) => held === '*' || held === permission) ?? false,
  }
}
