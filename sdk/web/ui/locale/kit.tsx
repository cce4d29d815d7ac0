import { type Accessor, createContext, type JSX, useContext } from 'solid-js'
import { type Clock, createClock } from '../clock/clock.ts'
import {
  type DateStyle,
  formatDateTime,
  formatDue,
  formatDuration,
  formatNumber,
  formatRelative,
  type Lang,
  type Moment,
  VIETNAM,
} from './format.ts'
import { type KitWords, kitWords } from './words.ts'

/** What every component of the kit knows of its reader. */
export interface Kit {
  lang: Accessor<Lang>
  /** IANA name of the zone in which hours are shown. */
  timeZone: Accessor<string>
  words: Accessor<KitWords>
  clock: Clock
}

const standing: Kit = {
  lang: () => 'vi',
  timeZone: () => VIETNAM,
  words: () => kitWords.vi,
  clock: createClock(),
}

/** Language, zone and clock of the kit. Without a provider: Vietnamese, Vietnam's time, the machine's clock. */
export const KitLocale = createContext<Kit>(standing)

export interface KitProviderProps {
  lang: Lang
  timeZone?: string
  clock?: Clock
  children: JSX.Element
}

/** Gives language, zone and clock to everything inside; a change of `lang` is seen at once. */
export function KitProvider(props: KitProviderProps) {
  const outer = useContext(KitLocale)
  const kit: Kit = {
    lang: () => props.lang,
    timeZone: () => props.timeZone ?? outer.timeZone(),
    words: () => kitWords[props.lang],
    get clock() {
      return props.clock ?? outer.clock
    },
  }
  return <KitLocale.Provider value={kit}>{props.children}</KitLocale.Provider>
}

export function useKit(): Kit {
  return useContext(KitLocale)
}

/** The formatters bound to the reader's language and zone; reactive when read inside JSX. */
export interface KitFormat {
  number: (value: number, options?: Intl.NumberFormatOptions) => string
  dateTime: (moment: Moment, style?: DateStyle) => string
  /** Relative to the shared clock, ticking. */
  relative: (moment: Moment) => string
  duration: (milliseconds: number) => string
  /** Time left to or past a deadline, ticking. */
  due: (moment: Moment) => string
}

export function useFormat(): KitFormat {
  const kit = useKit()
  const now = kit.clock.follow()
  return {
    number: (value, options) => formatNumber(value, kit.lang(), options),
    dateTime: (moment, style) => formatDateTime(moment, kit.lang(), style, kit.timeZone()),
    relative: (moment) => formatRelative(moment, now(), kit.lang(), kit.timeZone()),
    duration: (milliseconds) => formatDuration(milliseconds, kit.lang()),
    due: (moment) => formatDue(moment, now(), kit.lang()),
  }
}
