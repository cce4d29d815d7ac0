import { MapWidget } from '../map/lazy-widget.tsx'
import { ChartWidget } from './chart.tsx'
import { CountsWidget } from './counts.tsx'
import { DueWidget } from './due.tsx'
import { ListWidget } from './list.tsx'
import { NumberWidget } from './number.tsx'
import { TrendWidget } from './trend.tsx'
import type { ConfiguredWidget } from './types.ts'

/** The types of widget that need no code from a module. */
export const widgetTypes: Readonly<Record<string, ConfiguredWidget>> = {
  'core.number': NumberWidget,
  'core.list': ListWidget,
  'core.chart': ChartWidget,
  'core.map': MapWidget,
  'core.counts': CountsWidget,
  'core.trend': TrendWidget,
  'core.due': DueWidget,
}
