import { type Host, HostContext, type UiModule, useHost } from '@saola/sdk-web'
import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  type JSX,
  on,
  onCleanup,
  onMount,
  useContext,
} from 'solid-js'
import { en } from '../locales/en.ts'
import { vi, type Words } from '../locales/vi.ts'
import { createPreferences, type Preferences } from '../preferences/preferences.ts'
import { connectHub, createStream, type HostStream } from '../stream/client.ts'
import { createFaults, type Faults } from './faults.ts'
import { createModuleLoader, type ModuleLoader } from './modules.ts'
import { createRequest, type Request } from './request.ts'
import { createUiSource, type UiSource } from './ui-document.ts'

/** The console itself: what the host's own screens know beyond what it gives to widgets. */
export interface Console {
  host: Host
  request: Request
  source: UiSource
  stream: HostStream
  preferences: Preferences
  loader: ModuleLoader
  faults: Faults
  words: Accessor<Words>
  /** Names that tiles had when they were last seen, for their tombstones. */
  remembered: Map<string, string>
  /** The person's session ended while a screen was open. */
  expired: () => boolean
  /** Reads everything anew as the person who is signed in now. */
  enter: () => Promise<void>
  leave: () => Promise<void>
}

const ConsoleContext = createContext<Console>()

export function useConsole(): Console {
  const found = useContext(ConsoleContext)
  if (!found) throw new Error('outside of the console')
  return found
}

/** The words of the console in the reader's language. */
export function useWords(): Accessor<Words> {
  return useConsole().words
}

/** A module by id, as the centre knows it now. */
export function useKnownModule(): (id: string) => UiModule | undefined {
  const host = useHost()
  return (id) => host.ui.modules.find((module) => module.id === id)
}

/** Builds the console once and gives it to everything inside. */
export function ConsoleProvider(props: { navigate: (to: string) => void; children: JSX.Element }) {
  const preferences = createPreferences(storageOf(window))
  let expired = false
  const request = createRequest({
    fetch: (...args) => fetch(...args),
    lang: preferences.lang,
    onSignedOut: () => {
      if (source.ui.user === null) return
      expired = true
      stream.stop()
      source.forgetUser()
    },
  })
  const source = createUiSource(request)
  const stream = createStream(connectHub, source.notice)
  const host: Host = {
    lang: preferences.lang,
    ui: source.ui,
    request,
    stream,
    navigate: (to) => props.navigate(to),
    now: Date.now,
  }
  const enter = async () => {
    expired = false
    await source.refresh()
    if (source.ui.user === null) return
    stream.start()
    stream.restart()
  }
  const words = createMemo(() => (preferences.lang() === 'en' ? en : vi))
  const faults = createFaults(request, () => source.ui)
  const value: Console = {
    host,
    request,
    source,
    stream,
    preferences,
    loader: createModuleLoader(source.ui),
    faults,
    words,
    remembered: new Map(),
    expired: () => expired,
    enter,
    leave: async () => {
      await request('/api/auth/sign-out', { method: 'POST', body: {} }).catch(() => {})
      stream.stop()
      await source.refresh()
    },
  }
  // Also when the session ended in another tab.
  createEffect(
    on(
      () => source.ui.user?.id,
      (id, before) => {
        if (id === undefined && before !== undefined) stream.stop()
      },
    ),
  )
  onMount(() => {
    void enter()
    onCleanup(faults.watch(window))
    // A centre that did not answer at the start is asked again until it does.
    const retry = setInterval(() => {
      if (source.phase() === 'failed') void enter()
    }, 4000)
    onCleanup(() => clearInterval(retry))
  })
  return (
    <ConsoleContext.Provider value={value}>
      <HostContext.Provider value={host}>{props.children}</HostContext.Provider>
    </ConsoleContext.Provider>
  )
}

function storageOf(page: Window): Storage | undefined {
  try {
    return page.localStorage
  } catch {
    return undefined
  }
}
