import { type FormControlProps, NumberInput, useLang } from '@saola/sdk-web'
import { useWords } from '../host/console.tsx'
import { positionOf } from './field-value.tsx'

/** A position as two numbers; both or none. */
export function PointControl(props: FormControlProps) {
  const words = useWords()
  const lang = useLang()
  let longitude = positionOf(props.value)?.[0] ?? null
  let latitude = positionOf(props.value)?.[1] ?? null
  const tell = () => {
    if (longitude === null && latitude === null) props.onChange(undefined)
    else props.onChange({ type: 'Point', coordinates: [longitude ?? 0, latitude ?? 0] })
  }
  return (
    <fieldset class="field point-field" id={props.id} lang={lang()}>
      <legend class="label">
        {props.node.label}
        {props.node.required ? ' *' : ''}
      </legend>
      <div class="point-pair">
        <NumberInput
          label={words().records.latitude}
          value={latitude}
          min={-90}
          max={90}
          decimals={6}
          unit="°"
          disabled={props.disabled}
          error={props.error}
          onChange={(value) => {
            latitude = value
            tell()
          }}
        />
        <NumberInput
          label={words().records.longitude}
          value={longitude}
          min={-180}
          max={180}
          decimals={6}
          unit="°"
          disabled={props.disabled}
          onChange={(value) => {
            longitude = value
            tell()
          }}
        />
      </div>
    </fieldset>
  )
}
