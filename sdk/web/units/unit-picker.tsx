import type { UnitInfo, UnitKind, UnitMatch } from '@saola/sdk'
import { useText } from '../live/module.ts'
import { useUnits } from '../live/units.ts'
import { Combobox, type ComboboxOption } from '../ui/combobox/combobox.tsx'
import type { FieldTexts } from '../ui/field/field.tsx'
import { useKit } from '../ui/locale/kit.tsx'

export interface UnitPickerProps extends FieldTexts {
  id?: string
  /** Id of the unit; null while none is chosen. */
  value: string | null
  onChange: (id: string | null) => void
  /** Only units of these kinds. Default all. */
  kinds?: readonly UnitKind[]
  /** Ids that are offered before anything is typed, the likeliest first. Default: the first of the tree. */
  suggestions?: readonly string[]
  placeholder?: string
  disabled?: boolean
}

/** Offered before anything is typed. */
const FIRST = 50

/** Chooses a unit by its name of today or of the past, with or without accents. */
export function UnitPicker(props: UnitPickerProps) {
  const units = useUnits()
  const text = useText()
  const kit = useKit()

  const option = (unit: UnitMatch): ComboboxOption => {
    const { formerName, parent } = unit
    const was =
      formerName && kit.words().formerly([formerName.name, formerName.district].filter(Boolean).join(', '))
    const note = was ?? (parent === null ? undefined : units.name(parent))
    return { value: unit.id, label: text(unit.label), ...(note ? { note } : {}) }
  }
  const wanted = ({ kind, to }: UnitInfo) => to === null && (props.kinds?.includes(kind) ?? true)
  const first = (): UnitInfo[] => {
    const suggested = (props.suggestions ?? []).flatMap((id) => units.all.get(id) ?? [])
    if (suggested.length > 0) return suggested
    return [...units.all.values()].filter(wanted).slice(0, FIRST)
  }
  const find = async (typed: string, signal: AbortSignal) => {
    const found = typed.trim() === '' ? first() : await units.search(typed, { kinds: props.kinds, signal })
    return found.map(option)
  }
  return (
    <Combobox
      {...props}
      shown={props.value === null ? '' : units.name(props.value)}
      find={find}
      onChange={(id) => props.onChange(id)}
    />
  )
}
