import type { FieldDef, MapLayer, Text, Tone } from '@saola/sdk'

export type Stops = NonNullable<NonNullable<MapLayer['style']>['stops']>

const tones: readonly string[] = ['crit', 'high', 'warn', 'ok', 'hold', 'off']

/** A state of a value: its tone and the word for it. */
export interface Valued {
  tone: Tone
  label: Text | undefined
}

/**
 * What a value of a field means: the first stop that it does not exceed, or the tone of the chosen option.
 * Undefined when neither says anything, or there is no value.
 */
export function toneOf(value: unknown, field: FieldDef | undefined, stops?: Stops): Valued | undefined {
  if (typeof value === 'number' && stops) {
    const stop = stops.find(({ upTo }) => upTo === undefined || value <= upTo)
    return stop === undefined ? undefined : { tone: asTone(stop.tone), label: stop.label }
  }
  if (typeof value === 'string' && field?.type === 'select') {
    const option = field.options[value]
    return option?.tone === undefined ? undefined : { tone: option.tone, label: option.label }
  }
  if (typeof value === 'string' && field?.type === 'status') {
    const state = field.states[value]
    return state && { tone: asTone(state.tone), label: state.label }
  }
  return undefined
}

/** Tones come from configuration too: an unknown one is quiet. */
export function asTone(tone: string | undefined): Tone {
  return tone !== undefined && tones.includes(tone) ? (tone as Tone) : 'off'
}

/** How urgent a tone is: 0 is the most. */
export function rankOf(tone: Tone): number {
  return tones.indexOf(tone)
}
