import { Avatar, MenuButton, type MenuItem, useActor } from '@saola/sdk-web'
import { ChevronDown, Languages, LogOut, Moon, PencilRuler, RadioTower, Sun, SunMoon } from 'lucide-solid'
import { Show } from 'solid-js'
import { useConsole } from '../host/console.tsx'
import { mayShape } from '../host/rights.ts'

/** Who is at the screen, with what they may set for themselves. */
export function PersonMenu(props: { face: 'operate' | 'studio' }) {
  const { preferences, words, leave } = useConsole()
  const actor = useActor()
  const role = () => {
    const id = actor.user?.roles[0]
    return id === undefined ? '' : (words().person.role[id] ?? id)
  }
  const items = (): MenuItem[] => [
    ...(props.face === 'operate' && mayShape(actor)
      ? [{ label: words().face.studio, icon: PencilRuler, href: '/studio' }]
      : []),
    ...(props.face === 'studio' ? [{ label: words().face.operate, icon: RadioTower, href: '/operate' }] : []),
    ...(['vi', 'en'] as const).map((lang, index) => ({
      // Each language is offered in its own words.
      label: words().lang[lang],
      icon: Languages,
      apart: index === 0,
      checked: preferences.lang() === lang,
      onSelect: () => preferences.setLang(lang),
    })),
    ...(
      [
        ['auto', words().person.themeAuto, SunMoon],
        ['light', words().person.themeLight, Sun],
        ['dark', words().person.themeDark, Moon],
      ] as const
    ).map(([theme, label, icon], index) => ({
      label,
      icon,
      apart: index === 0,
      checked: preferences.theme() === theme,
      onSelect: () => preferences.setTheme(theme),
    })),
    { label: words().person.signOut, icon: LogOut, apart: true, onSelect: () => void leave() },
  ]
  return (
    <Show when={actor.user}>
      {(user) => (
        <div class="whoami">
          <Avatar name={user().name} />
          <span class="whoami-text" data-wide="">
            <b class="clip">{user().name}</b>
            <span class="meta clip">{role()}</span>
          </span>
          <MenuButton
            label={words().person.menu(user().name)}
            iconOnly
            icon={ChevronDown}
            kind="quiet"
            align="end"
            items={items()}
          />
        </div>
      )}
    </Show>
  )
}
