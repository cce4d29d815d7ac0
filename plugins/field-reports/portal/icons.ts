import { makeIcon } from '@saola/sdk-web'

// Outlines after lucide (ISC).
const Other = makeIcon('M5 12h.01M12 12h.01M19 12h.01')
const Drop = makeIcon(
  'M12 22a7 7 0 0 0 7-7c0-2-1-3.9-3-5.5S12.5 5 12 2.500c-.5 2.500-2 4.900-4 6.500S5 13 5 15a7 7 0 0 0 7 7z',
)
const Barrier = makeIcon(
  'M3 6h18v8H3zM17 14v7M7 14v7M17 3v3M7 3v3M10 14 2.300 6.300M14 6l7.700 7.700M8 6l8 8',
)
const Bulb = makeIcon(
  'M15 14c.2-1 .7-1.700 1.500-2.500A5 5 0 0 0 18 8 6 6 0 0 0 6 8c0 1 .2 2.200 1.500 3.500.7.7 1.300 1.500 1.500 2.500M9 18h6M10 22h4',
)
const Alert = makeIcon('M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20zM12 8v4M12 16h.01')
const Bolt = makeIcon('M13 2 4 14h7l-1 8 9-12h-7z')
const Tree = makeIcon(
  'M12 22v-9M12 13a5 5 0 0 1-5-1 4 4 0 0 1 0-6 5 5 0 0 1 10 0 4 4 0 0 1 0 6 5 5 0 0 1-5 1zM9 15l3 2',
)
const Bin = makeIcon(
  'M3 6h18M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2M10 11v6M14 11v6',
)
const Cloud = makeIcon('M4 14.900A7 7 0 1 1 15.700 8h1.800a4.500 4.500 0 0 1 2.500 8.200M16 17H7M17 21H9')
const Sound = makeIcon('M11 5 6 9H2v6h4l5 4zM15.500 8.500a5 5 0 0 1 0 7M19 5a10 10 0 0 1 0 14')
const Shield = makeIcon(
  'M20 13c0 5-3.500 7.500-8 9-4.500-1.500-8-4-8-9V6c3 0 6-1.500 8-4 2 2.500 5 4 8 4zM12 8v4M12 16h.01',
)
const Store = makeIcon('M3 9l2-6h14l2 6M4 9v12h16V9M3 9h18M9 21v-6h6v6')
const Paw = makeIcon(
  'M12 12c-3 0-6 3-6 6 0 2 2 3 3 3 1.500 0 2-.7 3-.7s1.500.7 3 .7c1 0 3-1 3-3 0-3-3-6-6-6zM5 10v.01M9 6v.01M15 6v.01M19 10v.01',
)
const Waves = makeIcon(
  'M2 12q2.500 2 5 0t5 0 5 0 5 0M2 19q2.500 2 5 0t5 0 5 0 5 0M2 5q2.500 2 5 0t5 0 5 0 5 0',
)
const Shower = makeIcon(
  'M4 4l3 3M5 11a6 6 0 0 1 6-6M4 12l8-8M14 10v.01M11 13v.01M17 13v.01M14 16v.01M20 16v.01M17 19v.01',
)
const Sign = makeIcon('M12 2v3M9 5h6v14H9zM12 9v.01M12 12v.01M12 15v.01M12 19v3')

export const TicketIcon = makeIcon(
  'M2 9a3 3 0 0 1 0 6v2a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-2a3 3 0 0 1 0-6V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2zM13 5v2M13 17v2M13 11v2',
)
export const HourglassIcon = makeIcon(
  'M5 22h14M5 2h14M17 22v-4.172a2 2 0 0 0-.586-1.414L12 12l-4.414 4.414A2 2 0 0 0 7 17.828V22M7 2v4.172a2 2 0 0 0 .586 1.414L12 12l4.414-4.414A2 2 0 0 0 17 6.172V2',
)
export const AnswerIcon = makeIcon(
  'M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2zM8 8h8M8 12h5',
)
export const PhoneIcon = makeIcon(
  'M22 16.920v3a2 2 0 0 1-2.180 2 19.790 19.790 0 0 1-8.630-3.070 19.500 19.500 0 0 1-6-6 19.790 19.790 0 0 1-3.070-8.670A2 2 0 0 1 4.110 2h3a2 2 0 0 1 2 1.720 12.840 12.840 0 0 0 .7 2.810 2 2 0 0 1-.450 2.110L8.090 9.910a16 16 0 0 0 6 6l1.270-1.270a2 2 0 0 1 2.110-.450 12.840 12.840 0 0 0 2.810.7A2 2 0 0 1 22 16.920z',
)

const BY_NAME: Record<string, typeof Other> = {
  waves: Waves,
  droplets: Drop,
  'shower-head': Shower,
  construction: Barrier,
  'circle-alert': Alert,
  'traffic-cone': Sign,
  lightbulb: Bulb,
  zap: Bolt,
  trees: Tree,
  'trash-2': Bin,
  'cloud-fog': Cloud,
  store: Store,
  'volume-2': Sound,
  'paw-print': Paw,
  'shield-alert': Shield,
}

/** The picture of a category, by the name it has in lucide. */
export function iconOf(name: string): typeof Other {
  return BY_NAME[name] ?? Other
}
