import type { IconComponent } from '@saola/sdk-web'
import { createSignal, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { commonIcons } from './common.ts'

const [everyIcon, setEveryIcon] = createSignal<Readonly<Record<string, unknown>>>()
let _fetching: Promise<void> | undefined

const common: Readonly<Record<string, IconComponent>> = commonIcons

/** The same name gives the same component, so that a list of places is not drawn anew. */
const known = new Map<string, IconComponent>()

/**
 * A picture of lucide by the name that a module gives in its manifest, for example `wind`; `fallback` while it is
 * fetched and when there is none of that name.
 */
export function iconNamed(
  name: string | undefined,
  fallback: keyof typeof commonIcons = 'blocks',
): IconComponent {
  const wanted = name ?? fallback
  const there = common[wanted] ?? known.get(wanted)
  if (there) return there
  const icon: IconComponent = (props) => {
    fetchAll()
    const drawn = () => {
      const found = everyIcon()?.[pascal(wanted)]
      return typeof found === 'function' ? (found as IconComponent) : common[fallback]
    }
    return (<Dynamic component={drawn()} {...props} />) as JSX.Element
  }
  known.set(wanted, icon)
  return icon
}

function fetchAll(): void {
  _fetching ??= import('./all.ts').then(
    ({ icons }) => {
      setEveryIcon(icons)
    },
    () => {
      _fetching = undefined
    },
  )
}

function pascal(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
}
