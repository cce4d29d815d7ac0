import type { Tone } from '@saola/sdk-web'
import { states } from '../models/states.ts'

const known: Record<string, { label: { vi: string; en: string }; tone: Tone; final?: boolean }> = states

/** The word for a status. */
export const stateOf = (name: string, lang: 'vi' | 'en'): string => known[name]?.label[lang] ?? name

export const toneOf = (name: string): Tone => known[name]?.tone ?? 'off'

/** Nothing more will be done. */
export const isDone = (name: string): boolean => known[name]?.final === true
