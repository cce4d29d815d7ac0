import { Match, Switch } from 'solid-js'
import { dayAfter, dayOf } from './time.ts'
import type { FoundCommune } from './units.ts'
import { inLang, words } from './words.ts'

/** Which commune of today a place is in, with the name it had where that was written. */
export function PlaceNote(props: { lang: 'vi' | 'en'; found: readonly FoundCommune[]; certain: boolean }) {
  const only = () => (props.certain || props.found.length === 1 ? props.found[0] : undefined)
  return (
    <div aria-live="polite" class="fr-where">
      <Switch>
        <Match when={only()}>{(commune) => <b>{communeText(commune(), props.lang)}</b>}</Match>
        <Match when={props.found.length > 1}>
          <span>
            {words[props.lang].manyUnits(
              props.found.map((one) => communeText(one, props.lang)).join(words[props.lang].or),
            )}
          </span>
        </Match>
      </Switch>
    </div>
  )
}

/** `Phường Thành Vinh (trước 01/07/2025: Phường Hưng Bình)` */
export function communeText({ label, formerName }: FoundCommune, lang: 'vi' | 'en'): string {
  const name = inLang(label, lang)
  if (!formerName?.until) return name
  const past = [formerName.name, formerName.district].filter(Boolean).join(', ')
  return `${name} (${words[lang].before(dayOf(dayAfter(formerName.until), lang), past)})`
}
