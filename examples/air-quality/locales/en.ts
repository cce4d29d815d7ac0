import type { vi } from './vi.ts'

export const en: Record<keyof typeof vi, string> = {
  'health.none': 'No reading yet',
  'health.old': 'The feed does not answer; the newest reading is {minutes} minutes old',
  'health.simulated': 'The feed does not answer; the readings shown are simulated',
  'gauge.worst': 'Worst: {name}',
  'gauge.none': 'No reading yet',
  'gauge.noneHint': 'The first reading comes within a minute after the module is switched on.',
  'gauge.scale': 'AQI scale from 0 to 500, now {aqi}, level {level}',
  'stations.count': '{count} stations',
  'stations.search': 'Find by name, code, commune',
  'stations.pick': 'Choose a station to see its details.',
  'stations.close': 'Close the details',
  'stations.noMatch': 'No station matches',
  'stations.simulated': 'Simulated',
  'stations.simulatedHint':
    'No feed answers yet. The plugin makes up these readings to show what it looks like.',
}
