import type { Contributions, Text } from '@saola/sdk'
import type { Words } from '../../locales/vi.ts'

/** In this order a person reads what a module brings. */
const ORDER = [
  'models',
  'widgets',
  'pages',
  'mapLayers',
  'dashboards',
  'units',
  'jobs',
  'routes',
  'on',
  'provides',
  'permissions',
  'roles',
  'points',
  'seeds',
  'migrations',
  'locales',
]

/** One kind of contribution in a sentence, with the names behind it. */
export interface Brought {
  point: string
  sentence: string
  names: string[]
}

type Reader = (text: Text | undefined) => string

/** What the contributions of a manifest mean, kind by kind. */
export function sentencesOf(
  contributes: Contributions | undefined,
  words: Words,
  text: Reader,
  duration: (milliseconds: number) => string,
): Brought[] {
  return Object.entries(contributes ?? {})
    .filter(([, all]) => Object.keys(all ?? {}).length > 0)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([point, all]) => {
      const entries = Object.entries(all as Record<string, Described>)
      const sentence = words.modules.kind[point]
      return {
        point,
        sentence: sentence ? sentence(entries.length) : words.modules.otherKind(entries.length, point),
        names: entries.map(([name, described]) => nameOf(point, name, described, words, text, duration)),
      }
    })
}

interface Described {
  label?: Text
  summary?: Text
  method?: string
  path?: string
  every?: number
  cron?: string
  event?: string
  service?: string
}

function nameOf(
  point: string,
  name: string,
  described: Described,
  words: Words,
  text: Reader,
  duration: (milliseconds: number) => string,
): string {
  const label = text(described.label ?? described.summary)
  if (point === 'locales') return words.lang[name as 'vi' | 'en'] ?? name
  if (point === 'routes') return [`${described.method} ${described.path}`, label].filter(Boolean).join(': ')
  if (point === 'jobs') {
    const when =
      described.every === undefined
        ? words.modules.cron(described.cron ?? '')
        : words.modules.every(duration(described.every * 1000))
    return `${label || name}, ${when}`
  }
  return label || described.event || described.service || name
}

function rank(point: string): number {
  const found = ORDER.indexOf(point)
  return found < 0 ? ORDER.length : found
}

/** A capability, mount or native permission in words. */
export function askInWords(kind: 'capabilities' | 'mounts' | 'native', ask: string, words: Words): string {
  const { can } = words.modules
  if (kind === 'mounts') return can.mount(ask)
  if (kind === 'native') return { udp: can.udp, process: can.process, disk: can.disk }[ask] ?? ask
  const [head = '', ...rest] = ask.split(':')
  const tail = rest.join(':')
  if (ask === 'records:own') return can.recordsOwn
  if (head === 'records' && tail.startsWith('read:')) return can.recordsRead(tail.slice(5))
  if (head === 'records' && tail.startsWith('write:')) return can.recordsWrite(tail.slice(6))
  if (head === 'net') return netInWords(tail, can)
  if (head === 'emit') return can.emit(tail)
  if (head === 'on') return can.on(tail)
  if (head === 'use') return can.use(tail)
  if (ask === 'files:own') return can.filesOwn
  return ask === 'notify' ? can.notify : ask
}

function netInWords(host: string, can: Words['modules']['can']): string {
  if (host.startsWith('*.')) return can.netAny(host.slice(2))
  const isLocal = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(host)
  return isLocal ? can.netLocal(host) : can.net(host)
}
